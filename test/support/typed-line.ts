import type { Command } from '../../src/core/command.ts'
import { MoodreelError } from '../../src/core/errors.ts'
import { meantLine } from '../../src/core/options/meant-line.ts'
import type { Attachment } from '../../src/core/request.ts'
import { whatBecomes } from './what-becomes.ts'

const types: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  heic: 'image/heic',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  pdf: 'application/pdf',
}

/** A line of the table taken apart: what is typed, and the files that stand in brackets at its end. */
export const readRow = (row: string): { text: string; files: (Attachment & { mediaType: string })[] } => {
  const [, text = row, names = ''] = /^(.*?) ?\[(\w+\.\w+(?:, \w+\.\w+)*)\]$/su.exec(row) ?? []
  const files = names.split(', ').filter((name) => name !== '')
  return {
    text,
    files: files.map((name) => ({ url: `https://cdn.example/${name}`, name, mediaType: types[name.split('.')[1] ?? ''] ?? '' })),
  }
}

/** What becomes of a typed line where people type whole lines. */
export const whatLineBecomes = (commands: readonly Command[], row: string): string => {
  const { text, files } = readRow(row)
  try {
    const line = meantLine(text, commands, files)
    if (!line) return '(asks what to make)'
    return whatBecomes(commands, { command: line.command, input: { kind: 'text', text: line.rest.trim() }, attachments: files })
  } catch (error) {
    if (error instanceof MoodreelError) return `✗ ${error.userMessage}`
    throw error
  }
}
