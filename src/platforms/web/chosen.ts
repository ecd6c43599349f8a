import { z } from 'zod'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { formatOptions } from '../../core/options/format-options.ts'
import { type MeantLine, meantLine } from '../../core/options/meant-line.ts'
import { typedValues } from '../../core/options/read-options.ts'
import type { Attachment, Mode } from '../../core/request.ts'

/** What the page's chips can set. */
export const pageModes = ['t2v', 'i2v', 'v2v'] as const satisfies readonly Mode[]
export type PageMode = (typeof pageModes)[number]

/** What the chips beneath the composer say, where somebody pressed one. */
export const chosenSchema = z.strictObject({
  mode: z.enum(pageModes).optional(),
  model: z.string().max(100).optional(),
  aspect: z.string().max(20).optional(),
  duration: z.number().positive().max(600).optional(),
  takes: z.int().min(1).max(4).optional(),
})
export type Chosen = z.infer<typeof chosenSchema>

export const modeOf = (command: string): PageMode | undefined => pageModes.find((mode) => mode === command)

/** The options that a line says by itself; null where it cannot be read, which whoever runs it will say. */
export const typedIn = (command: Command, text: string): Record<string, string | number | boolean> | null => {
  try {
    return typedValues(command, text)
  } catch (error) {
    if (error instanceof MoodreelError) return null
    throw error
  }
}

/** The words with the flags of the chips; a flag that was typed counts before its chip. */
const withFlags = (command: Command, text: string, { mode: _, ...chosen }: Chosen): string => {
  const typed = typedIn(command, text)
  if (!typed) return text
  const unsaid = Object.entries(chosen).filter(([name]) => typed[name] === undefined)
  const flags = formatOptions(command, Object.fromEntries(unsaid))
  if (flags === '') return text
  const behind = `${text} ${flags}`.trim()
  const read = typedIn(command, behind)
  // An open quote or a lone `--` among the words would swallow what stands behind them.
  return unsaid.every(([name, value]) => read?.[name] === value) ? behind : `${flags} ${text}`
}

/** What a line and the chips mean together. A line that names its command keeps it. Null and what is thrown as in `meantLine`. */
export const meantWith = (
  text: string,
  commands: readonly Command[],
  files: readonly Pick<Attachment, 'name' | 'mediaType'>[],
  chosen: Chosen,
): MeantLine | null => {
  const line = meantLine(text, commands, files)
  if (!line || modeOf(line.command) === undefined) return line
  const isNamed = line.rest.trim() !== text.trim()
  const name = isNamed ? line.command : (chosen.mode ?? line.command)
  const command = commands.find((one) => one.name === name)
  return command ? { command: name, rest: withFlags(command, line.rest.trim(), chosen) } : line
}
