import type { OptionDescription } from './describe-options.ts'
import { MoodreelError } from './errors.ts'
import { nearest } from './nearest.ts'
import { closerOf, opensQuote, readQuoted, readWord } from './quotes.ts'

/** A typed line taken apart: the words that are no flags, and the flags' values by option name. */
export interface ParsedLine {
  words: string
  given: Map<string, string[]>
}

/** Phones turn `--` into a dash of their own. */
const flagPattern = /(?:-{2,}|[–—]+)(\p{L}[^\s=]*)(=?)/uy
const endOfFlags = /--(?=\s|$)/y
const bareSwitch = /\s+(on|off|true|false)(?=\s|$)/iy

const matchAt = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const invalid = (sentence: string): MoodreelError => new MoodreelError('invalid_option', sentence)

const unknownFlag = (commandName: string, options: readonly OptionDescription[], name: string): MoodreelError => {
  const flags = options.flatMap((option) => option.flags)
  const meant = nearest(name, flags)
  const shown = name.length > 40 ? `${name.slice(0, 40)}…` : name
  if (meant) return invalid(`/${commandName} has no option --${shown}; did you mean --${meant}?`)
  const known = options.length ? `it has ${options.map((option) => `--${option.name}`).join(', ')}` : 'it has none'
  return invalid(`/${commandName} has no option --${shown}; ${known}, and words after a lone -- are plain text.`)
}

/**
 * Takes a typed line apart, without its command. The words keep their inner spaces and newlines; a flag leaves
 * with the blank beside it. What stands in quotes among the words holds no flags, and words that are one quoted
 * whole lose their quotes. A value is one word or one quoted text; a list such as `--no blur, text` goes on after
 * its commas. Throws MoodreelError `invalid_option` for an unknown or doubled flag and for a missing value.
 */
export const parseLine = (commandName: string, options: readonly OptionDescription[], text: string): ParsedLine => {
  const byFlag = new Map(options.flatMap((option) => option.flags.map((flag) => [flag, option] as const)))
  const given = new Map<string, string[]>()
  const chunks: { gap: string; text: string; quoted?: string }[] = []
  /** Apostrophes and inches. */
  const unclosed = new Set<string>()
  let at = 0
  let gap = ''

  const widen = (blank: string): void => {
    if (blank.includes('\n') || !gap.includes('\n')) gap = blank
  }

  const readValue = (flag: string, isList: boolean): string => {
    const opening = text[at]
    if (opensQuote(opening) && !readQuoted(text, at)) {
      throw invalid(`The quote after --${flag} is never closed; close it with ${closerOf(opening)} or leave it out.`)
    }
    const { word, end } = readWord(text, at)
    const keepsComma = isList && !opensQuote(opening) && word.endsWith(',')
    at = keepsComma ? end - 1 : end
    return keepsComma ? word.slice(0, -1) : word
  }

  /** Moves to the next word when that can be a value. */
  const reachValue = (): boolean => {
    const start = at + (matchAt(/\s*/y, text, at)?.[0].length ?? 0)
    if (start >= text.length || matchAt(flagPattern, text, start) || matchAt(endOfFlags, text, start)) return false
    at = start
    return true
  }

  const readFlag = (flag: string, option: OptionDescription, attached: boolean): string => {
    if (option.kind === 'boolean' && !attached) {
      const word = matchAt(bareSwitch, text, at)
      if (word) at += word[0].length
      return word?.[1] ?? 'on'
    }
    const isList = option.kind === 'string' && !option.many && !option.choices && !option.completion
    let value = attached || reachValue() ? readValue(flag, isList) : ''
    while (isList && text[at] === ',') {
      at += 1
      if (!reachValue()) break
      value = `${value}, ${readValue(flag, isList)}`
    }
    if (value.trim() === '') throw invalid(`--${flag} needs a value${option.example ? `, such as --${flag} ${option.example}` : ''}.`)
    return value
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
    const found = matchAt(flagPattern, text, at)
    if (found) {
      const flag = (found[1] ?? '').toLowerCase()
      const option = byFlag.get(flag)
      if (!option) throw unknownFlag(commandName, options, found[1] ?? '')
      at += found[0].length
      const value = readFlag(flag, option, found[2] === '=')
      const values = given.get(option.name)
      if (values && !option.many) throw invalid(`${option.name} is given twice; give it once.`)
      if (values) values.push(value)
      else given.set(option.name, [value])
      continue
    }
    const opening = matchAt(/[([{]*/y, text, at)?.[0] ?? ''
    const quoted = readQuoted(text, at + opening.length, unclosed)
    const end = quoted?.end ?? at + (matchAt(/\S+/y, text, at)?.[0].length ?? 1)
    chunks.push({ gap, text: text.slice(at, end), ...(quoted && opening === '' && { quoted: quoted.inner }) })
    gap = ''
    at = end
  }
  const only = chunks.length === 1 ? chunks[0]?.quoted : undefined
  return { words: (only ?? chunks.map((chunk) => chunk.gap + chunk.text).join('')).trim(), given }
}
