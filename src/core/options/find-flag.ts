import { MoodreelError } from '../errors.ts'
import { distance, nearest } from '../text/nearest.ts'
import { languages } from '../words/languages.ts'
import { nativeName } from '../words/native-name.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { choiceNamed, choiceSpan } from './choice-labels.ts'
import type { OptionDescription } from './describe-options.ts'
import { otherName, standsFor } from './foreign-flags.ts'
import { readSpelling, spanOf } from './spelling.ts'

/** A flag in a typed line. `end` is the index behind its name, and behind the sign that ties a value to it. */
export interface FoundFlag {
  option: OptionDescription
  flag: string
  /** Its value begins at `end`, as in `--seed=7` and `--seed7`. */
  attached: boolean
  end: number
}

/**
 * `two` dashes begin a flag and nothing else. A `long` one is what phones make of two, and what prose has too; a `short` one is how
 * some tools begin their flags, and how a list begins.
 */
type Dash = 'two' | 'long' | 'short'

const dashes = '[-‐‑‒–—―−﹘﹣－]'
const pattern = new RegExp(`(${dashes}+)(\\p{L}[^\\s=:：＝]*)([=:：＝]?)`, 'uy')
const fieldPattern = /(\p{L}[\p{L}-]+)[=:：＝](?=\S)/uy
const isLong = /^[‒–—―]+$/

const kindOf = (marks: string): Dash => (isLong.test(marks) ? 'long' : marks.length > 1 ? 'two' : 'short')

/** Where the value of a flag would begin: behind blanks, and a sign that stands alone, as in `--seed = 7`. */
export const valueStart = (text: string, at: number): number =>
  at + (/^\s*(?:[=:：＝](?=\s))?\s*/.exec(text.slice(at, at + 200))?.[0].length ?? 0)

/** The word at `at`. What another flag is glued to ends there: `7,--ar`. */
export const bareWord = (text: string, at: number): string => {
  const word = /^\S*/.exec(text.slice(at, at + 5000))?.[0] ?? ''
  const next = word.search(/[,;，；、](?=-{2,}\p{L}|[–—]\p{L})|(?<=[\p{N})%"”])(?=-{2,}\p{L}|[–—]\p{L})/u)
  return next > 0 ? word.slice(0, next) : word
}

/** A value that only a flag has: a number, a link, or nothing but more flags. */
const onlyForFlags = /^(?:[#x×]?[-+]?\p{Nd}|https?:|(?:--|—)\p{L})/iu
/** Words of other tools that prose does not have. */
const neverProse = new Set(['niji', 'stylize', 'sref', 'cref', 'oref', 'iw'])
/** Those that it has, but hardly as its last word behind a dash. */
const hardlyLast = new Set(['loop', 'raw', 'hd', 'tile'])

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** Finds the flags of one command in a typed line. */
export const createFlagFinder = (commandName: string, options: readonly OptionDescription[]) => {
  const own = new Map(options.flatMap((option) => option.flags.map((flag) => [flag, option] as const)))
  const flags = [...own.keys()]
  // What Discord calls its fields is understood too; a name that an option has of its own comes first.
  const native = options.flatMap((option) =>
    languages.map((language) => [nativeName('optionName', option.name, language), option] as const),
  )
  const byFlag = new Map([...native, ...own])
  const longFlags = flags
    .filter((flag) => flag.includes('-'))
    .map((flag) => ({ flag, asTyped: new RegExp(`${flag.replaceAll('-', '[-_\\s]')}(?![\\p{L}\\p{N}])`, 'iuy') }))
  const names = options.map(({ name }) => name)
  /** What other tools have is told to those who make clips. */
  const makesClips = names.includes('prompt')

  const unknown = (name: string): MoodreelError => {
    const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
    const flag = name.toLowerCase()
    const instead = makesClips ? standsFor(flag) : undefined
    if (instead !== undefined) return invalid(say('option.foreign', { flag: shown, instead }))
    const meant = otherName(flag, names) ?? nearest(flag, flags)
    const given = { command: commandName, flag: shown }
    if (meant) return invalid(say('option.meantFlag', { ...given, meant }))
    return invalid(names.length > 0 ? say('option.unknownFlag', { ...given, known: names }) : say('option.unknownFlagOfNone', given))
  }

  /** Whether what follows can be the value of an option, rather than words of prose. */
  const hasValue = (option: OptionDescription, text: string, end: number): boolean => {
    const at = valueStart(text, end)
    const word = bareWord(text, at)
    if (option.kind === 'boolean') return /^(?:$|--|(?:on|off|true|false)\b)/i.test(word)
    if (option.choices) return choiceSpan(option, text, at) > 0 || choiceNamed(option, word) !== undefined
    if (option.kind === 'attachment') return /^(?:\d{1,2}|\S+\.\w{2,5})[,.]?$/.test(word)
    if (option.spelling) {
      const length = spanOf(option.spelling, text, at) || word.length
      return readSpelling(option.spelling, text.slice(at, at + length).replace(/^["“'‘]|["”'’]$/g, '')) !== null
    }
    return option.many ? /^["“]?[A-Za-z][\w.-]*=/.test(word) : word !== ''
  }

  /** The flag of other tools, or the slip of ours, that words behind a dash of prose are after all. */
  const slip = (name: string, dash: Dash, text: string, end: number): MoodreelError | null => {
    const rest = text.slice(valueStart(text, end), valueStart(text, end) + 40)
    const isValue = onlyForFlags.test(rest)
    const isKnownElsewhere = (makesClips && standsFor(name) !== undefined) || otherName(name, names) !== undefined
    if (isKnownElsewhere && (isValue || neverProse.has(name) || name === 'neg' || (rest === '' && hardlyLast.has(name))))
      return unknown(name)
    if (dash === 'short' || name.length < 3) return null
    const near = options.find((option) => option.flags.some((flag) => flag.length > 3 && distance(name, flag) === 1))
    return near && hasValue(near, text, end) ? unknown(name) : null
  }

  /** A value without its flag, such as `--16:9` or `--1080p`; a bare number may be anything. */
  const lonelyValue = (text: string, at: number): MoodreelError | null => {
    const word = /^--(\d[^\s,;]*)/.exec(text.slice(at, at + 40))?.[1] ?? ''
    const marked = ['ratio', 'resolution', 'frames', 'seconds'].map((spelling) => options.find((option) => option.spelling === spelling))
    const option = marked.find((one) => one?.spelling && /^\d[\d.]*\D/.test(word) && readSpelling(one.spelling, word) !== null)
    return option ? invalid(say('option.meantFlag', { command: commandName, flag: word, meant: `${option.name} ${word}` })) : null
  }

  /** `seed:7` and `ar=9:16`, as Discord copies what was typed into its fields. */
  const field = (text: string, at: number): FoundFlag | null => {
    fieldPattern.lastIndex = at
    const [whole, name = ''] = fieldPattern.exec(text) ?? []
    const option = byFlag.get(name.toLowerCase())
    if (whole === undefined || !option?.spelling || readSpelling(option.spelling, bareWord(text, at + whole.length)) === null) return null
    return { option, flag: name.toLowerCase(), attached: true, end: at + whole.length }
  }

  /** A flag of several words with blanks or other signs between them: `--aspect ratio`, `--negative_prompt`. */
  const severalWords = (text: string, at: number): string | undefined => {
    for (const { flag, asTyped } of longFlags) {
      asTyped.lastIndex = at
      const found = asTyped.exec(text)
      if (found && flag !== found[0].toLowerCase()) return found[0]
    }
    return undefined
  }

  /** The flag that begins at `at`; null where words do. Throws MoodreelError `invalid_option` for what must be a flag and is none of ours. */
  return (text: string, at: number): FoundFlag | null => {
    pattern.lastIndex = at
    const [whole, marks = '', raw = '', sign = ''] = pattern.exec(text) ?? []
    if (whole === undefined) {
      const lonely = text[at] === '-' ? lonelyValue(text, at) : null
      if (lonely) throw lonely
      return field(text, at)
    }
    const dash = kindOf(marks)
    const typed = severalWords(text, at + marks.length)
    const long = typed === undefined ? undefined : byFlag.get(typed.toLowerCase().replace(/[_\s]/g, '-'))
    if (typed !== undefined && long) {
      return { option: long, flag: long.name, attached: false, end: at + marks.length + typed.length }
    }
    const [bare] = /^.*?(?=[,;.!?)\]}]*$)/s.exec(raw) ?? ['']
    const name = bare.normalize('NFKC').toLowerCase()
    const option = byFlag.get(name)
    if (option) {
      const isTied = sign !== '' && bare === raw
      const end = isTied ? at + whole.length : at + marks.length + raw.length
      const attached = isTied && /^\S/.test(text.slice(end, end + 1))
      // What can hardly be anything but its value: prose goes on with other words.
      const isTold = option.kind === 'attachment' || option.kind === 'boolean' || option.many || option.choices !== undefined
      const isProse = dash === 'short' ? !hasValue(option, text, end) : dash === 'long' && isTold && !hasValue(option, text, end)
      return isProse ? null : { option, flag: name, attached, end }
    }
    const [glued, letters = ''] = /^(\p{L}[\p{L}-]*?)-?(?=\p{Nd})/u.exec(raw) ?? []
    const before = byFlag.get(letters.toLowerCase())
    if (glued !== undefined && before?.spelling && dash !== 'short') {
      return { option: before, flag: letters.toLowerCase(), attached: true, end: at + marks.length + glued.length }
    }
    if (glued !== undefined && dash !== 'short' && makesClips && standsFor(letters.toLowerCase()) !== undefined) throw unknown(letters)
    if (dash === 'two') throw unknown(bare)
    const refusal = slip(name, dash, text, at + marks.length + raw.length)
    if (refusal) throw refusal
    return null
  }
}
export type FindFlag = ReturnType<typeof createFlagFinder>
