import type { Command } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import { cleanText } from '../text/clean-text.ts'
import { describeOptions, type OptionDescription } from './describe-options.ts'
import { withoutHead } from './line-head.ts'
import { parseLine } from './parse-line.ts'
import { quote } from './quotes.ts'

const flagText = (option: OptionDescription, value: unknown): string => {
  if (typeof value === 'boolean') return `--${option.name} ${value ? 'on' : 'off'}`
  const text = String(value)
  return `--${option.name} ${/^(?:\d[\d.:]*|[\w.+]+(?:[-/][\w.+]+)*)$/.test(text) ? text : quote(text)}`
}

/** Whether the line is read back to these words: an open quote among them could swallow the flags. */
const readsBack = (command: Pick<Command, 'name'>, descriptions: readonly OptionDescription[], line: string, words: string): boolean => {
  const positional = descriptions.find((option) => option.positional)?.name
  try {
    return parseLine(command.name, descriptions, withoutHead(command.name, positional, cleanText(line))).words === words
  } catch (error) {
    if (error instanceof MoodreelError) return false
    throw error
  }
}

/**
 * The line that somebody would type to give these options again: `slow push-in --seed 42`. Files are not in it:
 * they have to be attached again. `readOptions` reads it back to the same options.
 */
export const formatOptions = (command: Pick<Command, 'name' | 'options'>, options: Record<string, unknown>): string => {
  const descriptions = describeOptions(command)
  const flags = descriptions.flatMap((option) => {
    const value = options[option.name]
    if (option.kind === 'attachment' || option.positional || value === undefined) return []
    return (Array.isArray(value) ? value : [value]).map((part) => flagText(option, part))
  })
  const positional = descriptions.find((option) => option.positional)
  const given = positional && options[positional.name]
  const words = given === undefined ? '' : String(given)
  if (words === '') return flags.join(' ')
  const line = [words, ...flags].join(' ')
  return readsBack(command, descriptions, line, words) ? line : [...flags, '--', words].join(' ')
}

/** Words as they stand in the field of a form that is read like a line: what would be read as flags is marked as plain text. */
export const formatField = (command: Pick<Command, 'name' | 'options'>, name: string, words: string): string => {
  const alone = describeOptions(command).map((option) => ({ ...option, positional: option.name === name }))
  return readsBack(command, alone, words, words.trim()) ? words : `-- ${words}`
}
