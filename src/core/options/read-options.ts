import { z } from 'zod'
import type { Command, OptionShape } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import type { Invocation } from '../platform.ts'
import { say } from '../words/sentence.ts'
import { assignAttachments } from './assign-attachments.ts'
import { fromText, fromValues, readField } from './collect-options.ts'
import { describeOptions } from './describe-options.ts'
import { formatField } from './format-options.ts'
import { explain, needed, swallowed } from './option-refusals.ts'
import { quote } from './quotes.ts'

/** A value of a list as it stands in one field with others. */
const inList = (value: unknown): string =>
  String(value).replace(/^([^=\s]+)=([\s\S]*\s[\s\S]*)$/, (_, name, words) => `${name}=${quote(words)}`)

/**
 * The values of a typed line, to begin a form with: what is missing is not asked for yet. Throws MoodreelError `invalid_option` as
 * `readOptions`.
 */
export const typedValues = (
  command: Pick<Command, 'name' | 'options' | 'examples'>,
  text: string,
): Record<string, string | number | boolean> => {
  const options = describeOptions(command)
  const { values } = fromText(command, options, text)
  const entries = options.flatMap((option): [string, string | number | boolean][] => {
    const value = values[option.name]
    if (value === undefined) return []
    const checked = command.options[option.name]?.safeParse(value)
    const issue = checked?.error?.issues[0]
    if (issue) throw explain(command, option, value, { ...issue, path: [option.name, ...issue.path] })
    if (Array.isArray(value)) return [[option.name, value.map(inList).join(' ')]]
    if (typeof value === 'number' || typeof value === 'boolean') return [[option.name, value]]
    return [[option.name, option.words ? formatField(command, option.name, String(value)) : String(value)]]
  })
  return Object.fromEntries(entries)
}

/** What the flags among the words of a form's fields say, whatever stands in the fields of those options. Throws as `readOptions`. */
export const flagsInFields = (
  command: Pick<Command, 'name' | 'options'>,
  { input }: Pick<Invocation, 'input'>,
): Record<string, unknown> => {
  const options = describeOptions(command)
  const fields = input.kind === 'text' ? [] : options.filter(({ words, name }) => words && typeof input.values[name] === 'string')
  const said = fields.flatMap(({ name: field }) => {
    const { values } = readField(command, options, field, input.kind === 'text' ? '' : String(input.values[field]))
    return Object.entries(values).filter(([name]) => name !== field)
  })
  return Object.fromEntries(said)
}

/**
 * The options that a person gave to a command, checked against the command's schemas: from a typed line with flags,
 * or from named values where the platform has typed options. Attached files go to the options that take files, by
 * kind and in order. Text loses what cannot be seen (`cleanText`) and blanks at its ends, nothing else. An empty
 * value of a form counts as not given. Throws MoodreelError `invalid_option` or `missing_input` with one sentence
 * that names the option and what it takes; nothing else is thrown, whatever was said.
 */
export const readOptions = <Shape extends OptionShape>(
  command: Pick<Command<Shape>, 'name' | 'options' | 'examples'>,
  said: Pick<Invocation, 'input' | 'attachments'>,
): z.infer<z.ZodObject<Shape>> => {
  const descriptions = describeOptions(command)
  const { values, named, picked } =
    said.input.kind === 'text' ? fromText(command, descriptions, said.input.text) : fromValues(command, descriptions, said.input.values)
  for (const [name, files] of assignAttachments(command.name, descriptions, { attached: said.attachments, named, picked })) {
    values[name] = descriptions.find((option) => option.name === name)?.many ? files : files[0]
  }
  const checked = z.object(command.options).safeParse(values)
  if (checked.success) {
    const lacking = descriptions.find(
      ({ name, unless }) => unless !== undefined && values[name] === undefined && unless.every((other) => values[other] === undefined),
    )
    const elsewhere = swallowed(command, descriptions, said, values)
    if (elsewhere) throw elsewhere
    if (lacking) throw needed(command, lacking)
    return checked.data
  }
  const issue = checked.error.issues[0]
  const option = descriptions.find((candidate) => candidate.name === issue?.path[0])
  if (!issue || !option) throw new MoodreelError('internal', say('option.unreadable', { command: command.name }), { cause: checked.error })
  throw explain(command, option, values[option.name], issue)
}
