import type { z } from 'zod'
import type { Command } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import type { Invocation } from '../platform.ts'
import { cleanText } from '../text/clean-text.ts'
import { oneOf, withArticle } from '../words/wording.ts'
import type { OptionDescription } from './describe-options.ts'

/** An option that cannot be what was said. */
export const invalid = (sentence: string): MoodreelError => new MoodreelError('invalid_option', sentence)

/** A value as it can be said back to the person who gave it: one short line. */
export const echo = (value: unknown): string => {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return 'something else'
  const line = cleanText(String(value)).replace(/\s+/g, ' ').trim()
  if (line === '') return 'nothing'
  return line.length > 40 ? `${line.slice(0, 40).toWellFormed()}…` : line
}

const numberRange = ({ min, max }: OptionDescription): string =>
  min !== undefined && max !== undefined
    ? ` from ${min} to ${max}`
    : min !== undefined
      ? ` of ${min} or more`
      : max !== undefined
        ? ` up to ${max}`
        : ''

/** What an option takes, in the words after "must". */
export const demand = (option: OptionDescription): string => {
  if (option.spelling === 'seed') return `be a whole number from 0 to ${option.max}, or random`
  if (option.choices) return `be ${option.choices.length > 1 ? 'one of ' : ''}${oneOf(option.choices)}`
  if (option.kind === 'integer') return `be a whole number${numberRange(option)}`
  if (option.kind === 'number') return `be a number${numberRange(option)}`
  if (option.kind === 'boolean') return 'be on or off'
  if (option.kind === 'attachment') return `be ${withArticle(option.attachment === 'any' ? 'file' : (option.attachment ?? 'file'))}`
  return option.example ? `look like ${option.example}` : 'have another form'
}

/** Something is missing that the command cannot do without. */
export const needed = (command: Pick<Command, 'name' | 'examples'>, option: OptionDescription): MoodreelError => {
  const what = option.kind === 'attachment' ? `${withArticle(option.name)}; attach one` : withArticle(option.name)
  const example = option.kind !== 'attachment' && command.examples[0] ? `; for example: ${command.examples[0]}` : ''
  return new MoodreelError('missing_input', `/${command.name} needs ${what}${example}.`)
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
  const many = prompt.required ? / / : /(?:^|, )(?:\S+ ){3,}\S+$/
  const greedy = options.find(({ words, positional, name }) => words && !positional && many.test(String(values[name] ?? '')))
  if (!greedy) return null
  const sentence = `/${command.name} needs a prompt before --${greedy.name}, which takes all words up to the next flag.`
  return new MoodreelError('missing_input', sentence)
}

/** The sentence for a value that its schema refused. */
export const explain = (
  command: Pick<Command, 'name' | 'examples'>,
  option: OptionDescription,
  value: unknown,
  issue: z.core.$ZodIssue,
): MoodreelError => {
  if (value === undefined) return needed(command, option)
  if (issue.code === 'too_big' && Array.isArray(value) && issue.path.length === 1) {
    return invalid(`${option.name} can be given ${issue.maximum} times at most; you gave ${value.length}.`)
  }
  const index = issue.path[1]
  const part: unknown = Array.isArray(value) && typeof index === 'number' ? value[index] : value
  if (issue.code === 'too_big' && typeof part === 'string') {
    return invalid(`${option.name} may have ${issue.maximum} characters at most; yours has ${part.length}.`)
  }
  return invalid(`${option.name} must ${demand(option)}; you gave ${echo(part)}.`)
}
