import type { z } from 'zod'
import type { Command } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import type { Invocation } from '../platform.ts'
import { maxSeed } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { optionNameText } from '../words/native-name.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import type { OptionDescription } from './describe-options.ts'

/** An option that cannot be what was said. */
export const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** A value as it can be said back to the person who gave it: one short line. */
export const echo = (value: unknown): Text => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return say('option.somethingElse')
  const line = cleanText(String(value)).replace(/\s+/g, ' ').trim()
  if (line === '') return say('option.nothing')
  return line.length > 40 ? `${line.slice(0, 40).toWellFormed()}…` : line
}

/** What an option takes. */
const demandOf = (option: OptionDescription): Sentence => {
  const { kind, min, max, choices, labels = {}, demand, example } = option
  if (demand) return demand
  if (option.spelling === 'seed') return say('option.beSeed', { max: max ?? maxSeed })
  if (choices) return say('option.beOneOf', { choices: choices.map((choice) => labels[choice] ?? String(choice)) })
  if (kind === 'integer') return say('option.beWhole', { min, max })
  if (kind === 'number') return say('option.beNumber', { min, max })
  if (kind === 'boolean') return say('option.beSwitch')
  if (kind === 'attachment') return say('option.beFile', { kind: option.attachment ?? 'any' })
  return example ? say('option.lookLike', { example }) : say('option.beDifferent')
}

/** The refusal of a value that an option does not take. */
export const wrongValue = (option: OptionDescription, value: unknown): MoodreelError =>
  invalid(say('option.wrong', { name: optionNameText(option.name), demand: demandOf(option), given: echo(value) }))

/** Something is missing that the command cannot do without. */
export const needed = ({ name: command, examples }: Pick<Command, 'name' | 'examples'>, option: OptionDescription): MoodreelError => {
  const [example] = examples
  const name = optionNameText(option.name)
  const sentence =
    option.kind === 'attachment'
      ? say('option.needsFile', { command, kind: option.attachment ?? 'any' })
      : example
        ? say('option.needsSuch', { command, name, example })
        : say('option.needs', { command, name })
  return new MoodreelError('missing_input', sentence)
}

/**
 * Words that came behind the flag for others are missed where they belong: where a prompt is needed, and where one may be left out but
 * a whole sentence stands behind such a flag.
 */
export const swallowed = (
  command: Pick<Command, 'name'>,
  options: readonly OptionDescription[],
  { input }: Pick<Invocation, 'input'>,
  values: Record<string, unknown>,
): MoodreelError | null => {
  const prompt = options.find(({ positional, name }) => positional && name === 'prompt')
  if (input.kind !== 'text' || !prompt || values['prompt'] !== undefined || /["“]/.test(input.text)) return null
  if (prompt.unless?.some((other) => values[other] !== undefined)) return null
  const many = prompt.required ? / / : /(?:^|, )(?:\S+ ){3,}\S+$/
  const greedy = options.find(
    ({ words, sentences, positional, name }) => words && !sentences && !positional && many.test(String(values[name] ?? '')),
  )
  if (!greedy) return null
  return new MoodreelError('missing_input', say('option.needsPromptBefore', { command: command.name, flag: greedy.name }))
}

/** The sentence for a value that its schema refused. */
export const explain = (
  command: Pick<Command, 'name' | 'examples'>,
  option: OptionDescription,
  value: unknown,
  issue: z.core.$ZodIssue,
): MoodreelError => {
  if (value === undefined) return needed(command, option)
  const name = optionNameText(option.name)
  if (issue.code === 'too_big' && Array.isArray(value) && issue.path.length === 1) {
    return invalid(say('option.tooMany', { name, most: Number(issue.maximum), given: value.length }))
  }
  const index = issue.path[1]
  const part: unknown = Array.isArray(value) && typeof index === 'number' ? value[index] : value
  if (issue.code === 'too_big' && typeof part === 'string') {
    return invalid(say('option.tooLong', { name, most: Number(issue.maximum), length: part.length }))
  }
  return wrongValue(option, part)
}
