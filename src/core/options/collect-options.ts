import { z } from 'zod'
import type { Command } from '../command.ts'
import { type Attachment, attachmentSchema } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { nearest } from '../text/nearest.ts'
import { optionNameText } from '../words/native-name.ts'
import { say } from '../words/sentence.ts'
import { choiceNamed } from './choice-labels.ts'
import type { OptionDescription } from './describe-options.ts'
import { withoutHead } from './line-head.ts'
import { echo, invalid, wrongValue } from './option-refusals.ts'
import { parseLine } from './parse-line.ts'
import { splitWords } from './quotes.ts'
import { readSpelling, shapeOfSize } from './spelling.ts'

const yes = /^(on|true|yes|1)$/i
const no = /^(off|false|no|0)$/i

/** Words into the option's own kind where that is clear; what is not stays as it is, for the schema to refuse. */
const fromWords = (option: OptionDescription, words: string): unknown => {
  const text = words.trim()
  if (option.labels) return choiceNamed(option, text) ?? text
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

/** What was said, by option: values, files that the platform named for an option, and files that were picked by number or name. */
export interface Collected {
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

/** A size in pixels says the shape too, where a clip has no picture or film to take its shape from. */
const shapeFrom = (options: readonly OptionDescription[], saidOf: (name: string) => unknown): Collected['values'] => {
  const isFree = !options.some(({ kind, required }) => kind === 'attachment' && required)
  const [size, shape] = ['resolution', 'ratio'].map((spelling) => options.find((option) => option.spelling === spelling)?.name)
  if (!isFree || size === undefined || shape === undefined) return {}
  const said = saidOf(size)
  const ratio = typeof said === 'string' ? shapeOfSize(said) : null
  return ratio === null ? {} : { [shape]: ratio }
}

/** What a typed line says. Throws MoodreelError `invalid_option`. */
export const fromText = (command: Pick<Command, 'name' | 'options'>, options: readonly OptionDescription[], text: string): Collected => {
  const line = withoutHead(command.name, options.find((option) => option.positional)?.name, cleanText(text))
  const { words: all, given } = parseLine(command.name, options, line)
  const words = takeLeading(command, options, all, given)
  const positional = options.find((option) => option.positional)
  if (words !== '') {
    if (!positional) throw invalid(say('option.noWords', { command: command.name, given: echo(words) }))
    if (given.has(positional.name)) throw invalid(say('option.twice', { name: optionNameText(positional.name) }))
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

/** What stands in a field for words, read as the line that it would be elsewhere: its flags are flags. */
export const readField = (
  command: Pick<Command, 'name' | 'options'>,
  options: readonly OptionDescription[],
  field: string,
  text: string,
): Collected => {
  const alone = options.map((option) => ({ ...option, positional: option.name === field, leading: false }))
  return fromText(command, alone, text)
}

/** The flags in fields for words count where the option has no field of its own, or an empty one. */
const readFields = (command: Pick<Command, 'name' | 'options'>, options: readonly OptionDescription[], collected: Collected): void => {
  const fields = options.filter(({ words, name }) => words && typeof collected.values[name] === 'string').map(({ name }) => name)
  const read = fields.map((field) => ({ field, ...readField(command, options, field, String(collected.values[field])) }))
  for (const { field, values } of read) {
    if (values[field] === undefined) delete collected.values[field]
    else collected.values[field] = values[field]
  }
  for (const { values, picked } of read) {
    for (const [name, value] of Object.entries(values)) collected.values[name] ??= value
    for (const [name, words] of picked) if (!collected.named.has(name)) collected.picked.set(name, words)
  }
}

/** What named values say. Throws MoodreelError `invalid_option`. */
export const fromValues = (
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
      const unknown = { command: command.name, name: echo(name) }
      throw invalid(meant ? say('option.meant', { ...unknown, meant }) : say('option.unknown', unknown))
    }
    if (value === undefined || value === null || (typeof value === 'string' && cleanText(value).trim() === '')) continue
    if (option.kind === 'attachment') {
      const files = z.array(attachmentSchema).safeParse(Array.isArray(value) ? value : [value])
      if (!files.success) throw wrongValue(option, value)
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
