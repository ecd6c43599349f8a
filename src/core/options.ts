import { z } from 'zod'
import { assignAttachments } from './assign-attachments.ts'
import { cleanText } from './clean-text.ts'
import type { Command, OptionShape } from './command.ts'
import { describeOptions, type OptionDescription } from './describe-options.ts'
import { MoodreelError } from './errors.ts'
import { nearest } from './nearest.ts'
import { parseLine } from './parse-line.ts'
import type { Invocation } from './platform.ts'
import { splitWords } from './quotes.ts'
import { type Attachment, attachmentSchema } from './request.ts'
import { readSpelling, shapeOfSize } from './spelling.ts'
import { oneOf, withArticle } from './wording.ts'

const invalid = (sentence: string): MoodreelError => new MoodreelError('invalid_option', sentence)

/** A value as it can be said back to the person who gave it: one short line. */
const echo = (value: unknown): string => {
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
const demand = (option: OptionDescription): string => {
  if (option.spelling === 'seed') return `be a whole number from 0 to ${option.max}, or random`
  if (option.choices) return `be ${option.choices.length > 1 ? 'one of ' : ''}${oneOf(option.choices)}`
  if (option.kind === 'integer') return `be a whole number${numberRange(option)}`
  if (option.kind === 'number') return `be a number${numberRange(option)}`
  if (option.kind === 'boolean') return 'be on or off'
  if (option.kind === 'attachment') return `be ${withArticle(option.attachment === 'any' ? 'file' : (option.attachment ?? 'file'))}`
  return option.example ? `look like ${option.example}` : 'have another form'
}

const needed = (command: Pick<Command, 'name' | 'examples'>, option: OptionDescription): MoodreelError => {
  const what = option.kind === 'attachment' ? `${withArticle(option.name)}; attach one` : withArticle(option.name)
  const example = option.kind !== 'attachment' && command.examples[0] ? `; for example: ${command.examples[0]}` : ''
  return new MoodreelError('missing_input', `/${command.name} needs ${what}${example}.`)
}

/** Words that came behind the flag for others are missed where they belong. */
const swallowed = (
  command: Pick<Command, 'name'>,
  options: readonly OptionDescription[],
  lacking: OptionDescription,
  { input }: Pick<Invocation, 'input'>,
  values: Record<string, unknown>,
): MoodreelError | null => {
  const greedy = options.find(({ words, positional, name }) => words && !positional && / /.test(String(values[name] ?? '')))
  if (input.kind !== 'text' || lacking.name !== 'prompt' || !greedy) return null
  const sentence = `/${command.name} needs a prompt before --${greedy.name}, which takes all words up to the next flag.`
  return new MoodreelError('missing_input', sentence)
}

const explain = (
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

const yes = /^(on|true|yes|1)$/i
const no = /^(off|false|no|0)$/i

/** Words into the option's own kind where that is clear; what is not stays as it is, for the schema to refuse. */
const fromWords = (option: OptionDescription, words: string): unknown => {
  const text = words.trim()
  if (option.spelling) return readSpelling(option.spelling, text) ?? text
  if (option.kind === 'boolean') return yes.test(text) ? true : no.test(text) ? false : text
  return text
}

/** Minus nothing is nothing. */
const fromNumber = (value: number): number => (value === 0 ? 0 : value)

const fromValue = (option: OptionDescription, value: unknown): unknown => {
  if (typeof value === 'string') return fromWords(option, cleanText(value))
  if (typeof value === 'number' && option.kind === 'string' && !option.choices) return String(value)
  return typeof value === 'number' ? fromNumber(value) : value
}

interface Collected {
  values: Record<string, unknown>
  named: Map<string, Attachment[]>
  picked: Map<string, string[]>
}

/** The words without those in front that are values of leading options, which go to `given`. */
const takeLeading = (
  command: Pick<Command, 'options'>,
  options: readonly OptionDescription[],
  words: string,
  given: Map<string, string[]>,
): string => {
  let rest = words
  for (const option of options) {
    const word = /^\S+/.exec(rest)?.[0]
    if (!option.leading || word === undefined || given.has(option.name)) continue
    if (!command.options[option.name]?.safeParse(fromWords(option, word)).success) continue
    given.set(option.name, [word])
    rest = rest.slice(word.length).trimStart()
  }
  return rest
}

/** People paste the whole line into the place for its words, or name the prompt as other tools want it. */
const withoutHead = ({ name }: Pick<Command, 'name'>, positional: OptionDescription | undefined, text: string): string => {
  const [, bare = text] = /^\s*(`{1,3})([^`]+)\1\s*$/.exec(text)?.slice(1) ?? []
  const body = bare.trimStart().startsWith(`/${name} `) ? bare.trimStart().slice(name.length + 2) : bare
  return positional?.name === 'prompt' ? body.replace(/^\s*prompt\s*[:：]\s*/iu, '') : body
}

/** A size in pixels says the shape too, where a clip has no picture or film to take its shape from. */
const shapeFrom = (options: readonly OptionDescription[], saidOf: (name: string) => unknown): Collected['values'] => {
  const isFree = !options.some(({ kind, required }) => kind === 'attachment' && required)
  const [size, shape] = ['resolution', 'ratio'].map((spelling) => options.find((option) => option.spelling === spelling)?.name)
  if (!isFree || size === undefined || shape === undefined) return {}
  const said = saidOf(size)
  const ratio = typeof said === 'string' ? shapeOfSize(said) : null
  return ratio === null ? {} : { [shape]: ratio }
}

const fromText = (command: Pick<Command, 'name' | 'options'>, options: readonly OptionDescription[], text: string): Collected => {
  const line = withoutHead(
    command,
    options.find((option) => option.positional),
    cleanText(text),
  )
  const { words: all, given } = parseLine(command.name, options, line)
  const words = takeLeading(command, options, all, given)
  const positional = options.find((option) => option.positional)
  if (words !== '') {
    if (!positional) throw invalid(`/${command.name} takes no words; you gave ${echo(words)}.`)
    if (given.has(positional.name)) throw invalid(`${positional.name} is given twice; give it once.`)
    given.set(positional.name, [words])
  }
  const values: Record<string, unknown> = {}
  const picked = new Map<string, string[]>()
  for (const option of options) {
    const said = given.get(option.name)
    if (!said) continue
    if (option.kind === 'attachment') picked.set(option.name, said)
    else values[option.name] = option.many ? said.map((words) => fromWords(option, words)) : fromWords(option, said[0] ?? '')
  }
  return { values: { ...shapeFrom(options, (name) => given.get(name)?.[0]), ...values }, named: new Map(), picked }
}

/**
 * What stands in a field for words, read as the line that it would be elsewhere: its flags are flags. A field of their own counts
 * before them.
 */
const readFields = (command: Pick<Command, 'name' | 'options'>, options: readonly OptionDescription[], collected: Collected): void => {
  for (const field of options.filter(({ words, name }) => words && typeof collected.values[name] === 'string')) {
    const text = String(collected.values[field.name])
    const alone = options.map((option) => ({ ...option, positional: option === field, leading: false }))
    const { values, picked } = fromText(command, alone, field.positional ? text : text.trim())
    delete collected.values[field.name]
    for (const [name, value] of Object.entries(values)) collected.values[name] ??= value
    for (const [name, words] of picked) if (!collected.named.has(name)) collected.picked.set(name, words)
  }
}

const fromValues = (
  command: Pick<Command, 'name' | 'options'>,
  options: readonly OptionDescription[],
  given: Record<string, unknown>,
): Collected => {
  const collected: Collected = { values: {}, named: new Map(), picked: new Map() }
  for (const [name, value] of Object.entries(given)) {
    const option = options.find((candidate) => candidate.name === name)
    if (!option) {
      const meant = nearest(
        name,
        options.map((candidate) => candidate.name),
      )
      throw invalid(`/${command.name} has no option ${echo(name)}${meant ? `; did you mean ${meant}?` : '.'}`)
    }
    if (value === undefined || value === null || (typeof value === 'string' && cleanText(value).trim() === '')) continue
    if (option.kind === 'attachment') {
      const files = z.array(attachmentSchema).safeParse(Array.isArray(value) ? value : [value])
      if (!files.success) throw invalid(`${name} must ${demand(option)}; you gave ${echo(value)}.`)
      collected.named.set(name, files.data)
    } else if (option.many) {
      // Several values in one field of a form: `steps=4 style="oil paint"`.
      const values: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? splitWords(cleanText(value)) : [value]
      collected.values[name] = values.map((part) => fromValue(option, part))
    } else {
      collected.values[name] = fromValue(option, value)
    }
  }
  readFields(command, options, collected)
  collected.values = { ...shapeFrom(options, (name) => given[name]), ...collected.values }
  return collected
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
      ({ name, unless }) => unless !== undefined && values[name] === undefined && values[unless] === undefined,
    )
    if (lacking) throw swallowed(command, descriptions, lacking, said, values) ?? needed(command, lacking)
    return checked.data
  }
  const issue = checked.error.issues[0]
  const option = descriptions.find((candidate) => candidate.name === issue?.path[0])
  if (!issue || !option)
    throw new MoodreelError('internal', `/${command.name} could not read its options; tell the operator.`, { cause: checked.error })
  throw explain(command, option, values[option.name], issue)
}
