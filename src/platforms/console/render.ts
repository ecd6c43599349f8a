import { stripVTControlCharacters, styleText } from 'node:util'
import type { Post, Progress } from '../../core/post.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { type Sentence, say } from '../../core/words/sentence.ts'
import { utc, writeTimestamps } from '../../core/words/timestamp.ts'
import { wordPost } from '../../core/words/word-post.ts'

type Style = Parameters<typeof styleText>[0]

/** A post for a person at a terminal, ending in an empty line. `files` are the paths its media was saved at. */
export const renderPost = (given: Post, files: readonly string[], colors: boolean): string => {
  const post = wordPost(given)
  const { more = [] } = post
  const ours = (sentence: Sentence): string => plainLine(inWords(sentence, given.language ?? 'en'))
  const paint = (style: Style, text: string): string => (colors ? styleText(style, text, { validateStream: false }) : text)
  const lines = [
    post.text && paint(post.kind === 'failure' ? 'red' : 'bold', `${post.number ? `${post.number} · ` : ''}${plain(post.text)}`),
    post.facts.length > 0 && paint('dim', post.facts.map(plainLine).join(' · ')),
    ...(post.changed ?? []).map((line) =>
      line.map(({ words, isNew }) => (isNew ? paint('bold', plainLine(words)) : plainLine(words))).join(''),
    ),
    ...(post.fields ?? []).map(({ name, value }) => `${paint('dim', plainLine(name))}  ${plain(value)}`),
    ...files.map((path) => ours(say('console.saved', { path }))),
    ...post.warnings.map((warning) => paint('yellow', ours(say('console.note', { text: warning })))),
    // What may be said next; while a batch runs there is nobody listening.
    post.kind !== 'batch' &&
      post.actions.length + more.length > 0 &&
      paint(
        'dim',
        ours(say('console.next', { lines: [...post.actions, ...more].map(({ command, argument }) => `/${command} ${argument}`) })),
      ),
  ]
  return `${lines.filter((line) => line).join('\n')}\n\n`
}

const barCells = 20

/** How far a batch is, on one line of at most `columns` cells; empty when nothing runs. */
export const renderProgress = (progress: readonly Progress<string>[], total: number, columns: number, language: Language): string => {
  if (progress.length === 0) return ''
  const stages = Object.entries(Object.groupBy(progress, ({ stage }) => stage)).map(([stage, same = []]) =>
    progress.length > 1 ? say('console.several', { count: same.length, stage }) : stage,
  )
  const position = least(progress.map((one) => one.position))
  const seconds = progress.map((one) => one.estimateSeconds ?? 0).reduce((longest, one) => Math.max(longest, one), 0)
  const facts = [
    ...stages,
    ...(position === undefined ? [] : [say('chat.position', { position })]),
    ...(seconds === 0 ? [] : [estimate(seconds)]),
  ].map((fact) => plainLine(inWords(fact, language)))
  return cutToCells(`${bar(progress, total, language)}${facts.join(' · ')}`, columns)
}

const wide = /[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

/** Letters of East Asian scripts fill two cells of a terminal. */
const cutToCells = (text: string, columns: number): string => {
  let shown = ''
  let left = columns
  for (const letter of text) {
    left -= wide.test(letter) ? 2 : 1
    if (left < 0) break
    shown += letter
  }
  return shown
}

/** Those that are no longer listed are finished. No bar while nobody knows anything. */
const bar = (progress: readonly Progress<string>[], total: number, language: Language): string => {
  const finished = Math.max(0, total - progress.length)
  if (finished === 0 && progress.every(({ fraction }) => fraction === undefined)) return ''
  const sum = progress.reduce((all, { fraction = 0 }) => all + Math.min(1, Math.max(0, fraction)), finished)
  const part = sum / (finished + progress.length)
  const full = Math.round(part * barCells)
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)} ${inWords(say('chat.percent', { percent: Math.round(part * 100) }), language)} · `
}

const least = (values: (number | undefined)[]): number | undefined =>
  values.reduce((smallest, value) => (smallest === undefined || (value !== undefined && value < smallest) ? value : smallest), undefined)

const estimate = (seconds: number): Sentence =>
  seconds < 90
    ? say('chat.aboutSeconds', { seconds: Math.round(seconds) })
    : say('chat.aboutMinutes', { minutes: Math.round(seconds / 60) })

/**
 * Text without anything that a terminal would obey: escape sequences, control characters, and the marks that turn
 * the direction of writing and so can make a line read as another.
 */
const plain = (text: string): string =>
  stripVTControlCharacters(writeTimestamps(text, utc))
    .replace(/\t|[\u2028\u2029]/g, ' ')
    .replace(/(?!\n)\p{Cc}|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')

const plainLine = (text: string): string => plain(text).replace(/\n+/g, ' ')
