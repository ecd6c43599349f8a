import { MoodreelError } from '../errors.ts'
import { optionNameText } from '../words/native-name.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { choiceSpan } from './choice-labels.ts'
import type { OptionDescription } from './describe-options.ts'
import { bareWord, createFlagFinder, type FindFlag, type FoundFlag, valueStart } from './find-flag.ts'
import { closerOf, opensQuote, readQuoted, readWord } from './quotes.ts'
import { readSpelling, spanOf } from './spelling.ts'

/** A typed line taken apart: the words that are no flags, and the flags' values by option name. */
export interface ParsedLine {
  words: string
  given: Map<string, string[]>
}

const endOfFlags = /--(?=\s|$)/y
const bareSwitch = /\s+(?:[=:：＝]\s+)?(on|off|true|false|yes|no(?=\s*(?:$|[,;]|--|—\p{L})))(?:[,;]|(?=\s|$))/iuy

/** A mark of the sentence around a value. */
const mark = /[,;.，；、。](?=\s|$|[-–—])/y

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

/** A value and the index behind it. */
interface Value {
  value: string
  end: number
}

/** Reads the values of flags in one text. */
const createValueReader = (text: string, findFlag: FindFlag) => {
  const isOver = (at: number): boolean => at >= text.length || matchAt(endOfFlags, text, at) !== null || findFlag(text, at) !== null

  /** One word or one quoted text. */
  const readOne = ({ flag, option }: FoundFlag, at: number): Value => {
    const opening = text[at]
    if (opensQuote(opening) && !readQuoted(text, at)) {
      throw invalid(say('option.openQuote', { flag, closing: closerOf(opening) }))
    }
    const { word, end } = readWord(text, at)
    const markAt = (index: number): number => matchAt(mark, text, index)?.[0].length ?? 0
    if (opensQuote(opening)) return { value: word, end: option.words ? end : end + markAt(end) }
    const length = option.spelling ? spanOf(option.spelling, text, at) : choiceSpan(option, text, at)
    if (length > 0) return { value: text.slice(at, at + length), end: at + length + markAt(at + length) }
    const bare = bareWord(text, at)
    const isCut = bare.length < (matchAt(/\S*/y, text, at)?.[0].length ?? 0) && !/=["“]/.test(bare)
    if (isCut) return { value: bare, end: at + bare.length + (/[,;，；、]/.test(text[at + bare.length] ?? '') ? 1 : 0) }
    // The comma of the sentence around it.
    const isName = option.completion !== undefined || option.choices !== undefined || option.kind === 'boolean' || option.many
    return { value: isName && !/["”]$/.test(text.slice(at, end)) ? word.replace(/(?<=.)[,;，；、]+$/, '') : word, end }
  }

  /** Words up to the next flag or the end of the line. A line that ends with a comma goes on; words in quotes are all, but for a comma behind them. */
  const readWords = (found: FoundFlag, start: number): Value => {
    const unclosed = new Set<string>()
    let value = ''
    let between = ''
    let allQuoted = true
    let at = start
    for (;;) {
      const isQuoted = value === '' ? opensQuote(text[at]) : readQuoted(text, at, unclosed) !== null
      const bare = bareWord(text, at)
      const one = isQuoted ? readOne(found, at) : { value: bare.replace(/,+$/, ''), end: at + bare.replace(/,+$/, '').length }
      if (one.value !== '') value += between + one.value
      allQuoted &&= isQuoted
      const comma = matchAt(/\s*,+/y, text, one.end)?.[0] ?? ''
      const blank = matchAt(/\s*/y, text, one.end + comma.length)?.[0] ?? ''
      const next = one.end + comma.length + blank.length
      if ((comma === '' && (allQuoted || blank.includes('\n'))) || isOver(next)) return { value, end: one.end + comma.length }
      between = comma === '' ? (blank === '' ? '' : ' ') : ', '
      at = next
    }
  }

  return (found: FoundFlag): Value => {
    const { option, flag, attached, end } = found
    if (option.kind === 'boolean' && !attached) {
      const word = matchAt(bareSwitch, text, end)
      return { value: word?.[1] ?? 'on', end: end + (word?.[0].length ?? 0) }
    }
    const at = attached ? end : valueStart(text, end)
    const isMissing = !attached && isOver(at)
    const read = isMissing ? { value: '', end } : option.words ? readWords(found, at) : readOne(found, at)
    const { example } = option
    if (read.value.trim() === '') throw invalid(example ? say('option.noValueSuch', { flag, example }) : say('option.noValue', { flag }))
    return read
  }
}

/** No word of a person's is longer, and each dash in it costs a look. */
const longestWord = 300

/** Where a flag is glued to the end of a word, as in `boat,--seed 7`; -1 where none is. */
const gluedFlag = (text: string, at: number, end: number, findFlag: FindFlag): number => {
  if (end - at > longestWord) return -1
  for (const { index } of text.slice(at, end).matchAll(/(?<=[^\s\-—])(?:-{2,}|—)(?=\p{L})/gu)) {
    const start = at + index
    try {
      const found = findFlag(text, start)
      if (!found) continue
      const isMarked = /[\p{P}\p{Script=Han}\p{Script=Hangul}]/u.test(text[start - 1] ?? '') && text[start] === '-'
      const { spelling } = found.option
      const from = found.attached ? found.end : valueStart(text, found.end)
      if (isMarked) return start
      if (
        spelling &&
        readSpelling(spelling, text.slice(from, from + (spanOf(spelling, text, from) || bareWord(text, from).length))) !== null
      )
        return start
    } catch (error) {
      // A dash between two words is one of prose.
      if (!(error instanceof MoodreelError)) throw error
    }
  }
  return -1
}

/**
 * Takes a typed line apart, without its command. The words keep their inner spaces and newlines; a flag leaves
 * with the blank beside it. What stands in quotes among the words holds no flags, and words that are one quoted
 * whole lose their quotes. A value is one word or one quoted text, or what its spelling says (`5 seconds`); that of an option
 * for words goes on to the next flag. Throws MoodreelError `invalid_option` for an unknown or doubled flag and for a missing value.
 */
export const parseLine = (commandName: string, options: readonly OptionDescription[], text: string): ParsedLine => {
  const findFlag = createFlagFinder(commandName, options)
  const readValue = createValueReader(text, findFlag)
  const given = new Map<string, string[]>()
  const chunks: { gap: string; text: string; quoted?: string }[] = []
  /** Apostrophes and inches. */
  const unclosed = new Set<string>()
  let at = 0
  let gap = ''
  /** Flags may stand in brackets or in the signs of a chat's bold and code, which leave with them. */
  let inBrackets = false

  const widen = (blank: string): void => {
    if (blank.includes('\n') || !gap.includes('\n')) gap = blank
  }

  const take = (found: FoundFlag): void => {
    const { option } = found
    const { value, end } = readValue(found)
    const said = inBrackets ? value.replace(/(?<=.)[)\]}*`]+$/, '') : value
    const values = given.get(option.name)
    if (values && !option.many) throw invalid(say('option.twice', { name: optionNameText(option.name) }))
    if (values) values.push(said)
    else given.set(option.name, [said])
    const closing = inBrackets ? (matchAt(/\s*[)\]}*`]+(?=[\s,.;]|$)/y, text, end)?.[0] ?? '') : ''
    at = end + closing.length
    if (closing !== '' || said !== value) inBrackets = false
  }

  while (at < text.length) {
    const blank = matchAt(/\s+/y, text, at)
    if (blank) {
      widen(blank[0])
      at += blank[0].length
      continue
    }
    if (matchAt(endOfFlags, text, at)) {
      const rest = text.slice(at + 2)
      widen(rest.slice(0, rest.length - rest.trimStart().length))
      chunks.push({ gap, text: rest.trim() })
      break
    }
    const opening = matchAt(/[([{*`]*/y, text, at)?.[0] ?? ''
    const found = text[at + opening.length] === '-' || opening === '' ? findFlag(text, at + opening.length) : null
    if (found) {
      inBrackets ||= opening !== ''
      take(found)
      continue
    }
    const quoted = readQuoted(text, at + opening.length, unclosed)
    const whole = quoted?.end ?? at + (matchAt(/\S+/y, text, at)?.[0].length ?? 1)
    const glued = quoted ? -1 : gluedFlag(text, at, whole, findFlag)
    const end = glued > at ? glued : whole
    chunks.push({ gap, text: text.slice(at, end), ...(quoted && opening === '' && { quoted: quoted.inner }) })
    gap = ''
    at = end
  }
  const only = chunks.length === 1 ? chunks[0]?.quoted : undefined
  return { words: (only ?? chunks.map((chunk) => chunk.gap + chunk.text).join('')).trim(), given }
}
