import type { Command } from '../command.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import { modes } from '../request.ts'
import { inWords } from '../words/in-words.ts'
import type { Language } from '../words/languages.ts'
import { beneath } from './beneath.ts'
import { commandNamed } from './command-named.ts'
import { type ClipChoice, completeClip } from './complete-clip.ts'
import { describeOptions, type OptionDescription } from './describe-options.ts'
import { quote } from './quotes.ts'
import { splitCommand } from './split-command.ts'

/** `insert` takes the place of the word at the cursor: everything after the last blank. */
export interface Suggestion {
  insert: string
  label: string
  detail: string
}

/** The models that a command can mean: those of the modes that it asks for, where it does. */
const modelsOf = (commandName: string, models: readonly Model[]): Model[] => {
  const own = modes.filter((mode) => modeFacts[mode].command === commandName)
  return models.filter((model) => !model.unavailable && (own.length === 0 || own.some((mode) => model.modes.includes(mode))))
}

/**
 * What an option can be, as far as it is known: its choices, the models of the command's mode, or the shapes and
 * sizes of the model that was named (of all when none was); `templates` are those of the place. `typed` is what stands there already. Discord asks
 * for the values of one option; a typed line asks by `completeOptions`.
 */
export const completeValue = (
  commandName: string,
  option: OptionDescription,
  models: readonly Model[],
  typed: string,
  modelName?: string,
  templates: readonly string[] = [],
  language: Language = 'en',
): Omit<Suggestion, 'insert'>[] => {
  const able = modelsOf(commandName, models)
  const named = able.filter((model) => model.name === modelName)
  const meant = named.length > 0 ? named : able
  const known = (words: (string | number)[]): Omit<Suggestion, 'insert'>[] =>
    [...new Set(words)].map((word) => ({ label: String(word), detail: '' }))
  const begins = (words: string): boolean => words.toLowerCase().startsWith(typed.toLowerCase())
  // People know a model by other names too.
  if (option.completion === 'model') {
    const called = able.filter(({ name, title, aliases }) => [name, title, ...aliases].some(begins))
    return called.map(({ name, title }) => ({ label: name, detail: title }))
  }
  const values = (): Omit<Suggestion, 'insert'>[] => {
    if (option.completion === 'aspectRatio') return known(meant.flatMap((model) => model.aspectRatios ?? []))
    if (option.completion === 'template') return known([...templates])
    if (option.completion === 'resolution') return known(meant.flatMap((model) => model.resolutions ?? []))
    return known(option.kind === 'boolean' ? ['on', 'off'] : (option.choices ?? []))
  }
  return values().filter(({ label }) => begins(label) || begins(inWords(option.labels?.[label] ?? '', language)))
}

/** The option that a word such as `--ar` or `—ar` names. */
const optionOf = (options: readonly OptionDescription[], word: string | undefined): OptionDescription | undefined => {
  const flag = /^(?:-{2,}|[–—]+)(\p{L}[^\s=]*)/u.exec(word ?? '')?.[1]?.toLowerCase()
  return flag === undefined ? undefined : options.find((option) => option.flags.includes(flag))
}

/** The model that the words before the cursor name, by `--model wan` or `--model=wan`. */
const namedModel = (options: readonly OptionDescription[], words: readonly string[]): string | undefined => {
  const at = words.findIndex((word) => optionOf(options, word)?.completion === 'model')
  return words[at]?.split('=')[1] ?? words[at + 1]
}

const flagSuggestions = (
  options: readonly OptionDescription[],
  words: readonly string[],
  prefix: string,
  language: Language,
): Suggestion[] => {
  const used = new Set(words.map((word) => optionOf(options, word)))
  return options
    .filter((option) => !option.positional && !option.button && (option.many || !used.has(option)))
    .flatMap(({ flags, description }) =>
      flags
        .filter((flag) => flag.startsWith(prefix))
        .slice(0, 1)
        .map((flag) => ({ insert: `--${flag} `, label: `--${flag}`, detail: inWords(description, language) })),
    )
}

/** The commands that a text begins to name, after its slash or beneath another; null where it names none. */
const namedSo = (commands: readonly Command[], text: string): readonly Command[] | null => {
  const [, head, typed = ''] = /^\s*\/(?:(\S+)\s+)?(\S*)$/.exec(text.toLowerCase()) ?? []
  const isNaming = /^\s*\/\S*$/.test(text) || (head !== undefined && commands.some(({ under }) => under === head))
  return isNaming ? commands.filter(({ name, under }) => under === head && name.startsWith(typed)) : null
}

/** What is known of the place and the person, where a line is completed. */
export interface KnownNames {
  templates?: readonly string[]
  clips?: readonly ClipChoice[]
  /** What the age of a clip counts from, in milliseconds since the epoch. */
  now?: number
  language?: Language
}

/**
 * Suggestions for a typed line, by its text up to the cursor: commands after a slash, flags that were not used
 * yet after a dash, values after a flag. Nothing among the words of a prompt, in quotes, or after a lone `--`. What they are for is told in `language`.
 */
export const completeOptions = (
  commands: readonly Command[],
  models: readonly Model[],
  textUpToCursor: string,
  { templates = [], clips = [], now = 0, language = 'en' }: KnownNames = {},
): Suggestion[] => {
  const named = namedSo(commands, textUpToCursor)
  if (named) {
    return named.map(({ name, under, description }) => {
      const typed = under === undefined ? `/${name}` : name
      return { insert: `${typed} `, label: typed, detail: inWords(description, language) }
    })
  }
  // A line without a command is one for clips from words.
  const said = splitCommand(textUpToCursor) ?? (/^\s*\//.test(textUpToCursor) ? null : { name: 't2v', rest: textUpToCursor })
  const line = said && beneath({ command: commandNamed(said.name, commands)?.name ?? said.name, rest: said.rest }, commands)
  const command = commands.find(({ name }) => name === line?.command)
  if (!line || !command) return []
  // Closed quotes hold no flags; an open one means that the cursor is inside of it.
  const text = line.rest.replace(/(?<=^|[\s=])("[^"]*"|“[^”]*”)(?=\s)/g, '"')
  if (/(?:^|[\s=])["“][^"”\s]|(?:^|\s)--\s/.test(text)) return []
  const words = text.split(/\s+/)
  const typed = words.pop() ?? ''
  const options = describeOptions(command)

  const dashes = /^(?:-+|[–—]+)(\p{L}[^=]*)?$/u.exec(typed)
  if (dashes) return flagSuggestions(options, words, (dashes[1] ?? '').toLowerCase(), language)
  // The value stands after the flag: `--model=wan`, or as a word of its own.
  const head = typed.slice(0, typed.indexOf('=') + 1)
  const flag = head === '' ? words.at(-1) : head
  const option = head === '' && flag?.includes('=') ? undefined : optionOf(options, flag)
  const filled =
    option ?? (words.every((word) => word === '') ? options.find(({ leading, positional }) => leading || positional) : undefined)
  if (filled?.completion === 'clip') {
    return completeClip(clips, typed.slice(head.length), now, language).map(({ id, label }) => ({
      insert: `${head}${id} `,
      label: id,
      detail: label,
    }))
  }
  if (!option) return []
  const values = completeValue(command.name, option, models, typed.slice(head.length), namedModel(options, words), templates, language)
  return values.map((value) => {
    const called = option.labels?.[value.label]
    if (called === undefined) return { ...value, insert: `${head}${value.label} ` }
    const label = inWords(called, language)
    return { label, detail: value.label, insert: `${head}${quote(label)} ` }
  })
}
