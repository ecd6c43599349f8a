import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { didYouMean } from '../../config/misfits.ts'
import { MoodreelError } from '../core/errors.ts'
import { nearest } from '../core/text/nearest.ts'
import { helpCall, type TaskName, type TaskPage, takenByNpm, taskPages } from './task-pages.ts'

/** What the program was started for. */
export type Task =
  | { kind: 'serve' }
  /** Load everything, check the configuration, say what was found, end. */
  | { kind: 'check' }
  /** Run one command on the console platform, end. */
  | { kind: 'say'; line: string; attachments: string[] }
  /** Print the catalogue. */
  | { kind: 'models' }
  /** Print it as a table of Markdown. */
  | { kind: 'models:table' }
  /** Print what models need before they can be used; without names, of those whose provider can say all of it. */
  | { kind: 'models:check'; names: string[] }
  /** Try one model with a real key. */
  | { kind: 'models:try'; name: string; yes: boolean }
  /** Print the invite link and what is missing; try everything in the channels of `tried`. */
  | { kind: 'discord:invite'; tried: string[] }
  /** Print what is missing, also in these channels; try everything in those of `tried`. */
  | { kind: 'slack:doctor'; channels: string[]; tried: string[] }
  /** Move the installation to another database, or only look at what that would be, or be here again. */
  | { kind: 'migrate'; to: 'postgres' | 'sqlite'; way: 'move' | 'dry-run' | 'undo' }
  | { kind: 'backup'; folder: string }
  | { kind: 'restore'; folder: string; cancelWaiting: boolean }
  /** Print the page of a task. */
  | { kind: 'help'; page: TaskName }

/** What is done by a bot that runs. */
export type BotTask = Extract<Task, { kind: 'serve' | 'say' }>

/** A task of the table that is called by a word of its own. */
const isVerb = (word: string): word is Exclude<TaskName, 'serve' | 'check'> =>
  Object.hasOwn(taskPages, word) && word !== 'serve' && word !== 'check'

const bad = (name: TaskName, sentence: string, cause?: unknown): MoodreelError => {
  const stop = sentence.endsWith('?') ? ' ' : '; '
  return new MoodreelError('bad_config', `${sentence}${stop}${helpCall(name)} shows what there is.`, { cause })
}

/** What somebody typed who cannot be understood, in words; undefined where all fits. */
const misfit = (name: TaskName, args: string[], known: NonNullable<ParseArgsConfig['options']>): string | undefined => {
  const { call, options, words }: TaskPage = taskPages[name]
  for (const token of parseArgs({ args, options: known, strict: false, tokens: true }).tokens) {
    if (token.kind === 'positional' && !words) {
      const meant = 'channel' in options ? `; did you mean --channel ${token.value}?` : `, and ${token.value} is one`
      return `${call} takes no words${meant}`
    }
    if (token.kind !== 'option') continue
    const { rawName, value } = token
    if (!Object.hasOwn(known, token.name)) {
      const meant = nearest(token.name, Object.keys(known))
      return `There is no option ${rawName} here${meant === undefined ? '' : `; did you mean --${meant}?`}`
    }
    const wanted = options[token.name]?.value
    if (wanted === undefined && value !== undefined) return `${rawName} takes nothing behind it`
    // A dash begins another option, unless it is typed with an equals sign.
    if (wanted !== undefined && (!value?.trim() || (value.startsWith('-') && !token.inlineValue)))
      return `The ${wanted} behind ${rawName} is missing`
  }
  return undefined
}

/** The words and the values of the options behind a task's name. */
const readWords = (name: TaskName, args: string[]) => {
  const { options, words }: TaskPage = taskPages[name]
  const known: NonNullable<ParseArgsConfig['options']> = { ...options, help: { type: 'boolean', short: 'h' } }
  const sentence = misfit(name, args, known)
  if (sentence !== undefined) throw bad(name, sentence)
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals: words !== undefined })
    const listOf = (option: string): string[] => [values[option]].flat().filter((value) => typeof value === 'string')
    return { positionals, listOf, isAsked: (option: string): boolean => values[option] === true }
  } catch (cause) {
    throw bad(name, 'What stands behind the command cannot be read', cause)
  }
}

/** Whoever asks for help is helped, whatever else is typed. */
const asksForHelp = (args: string[]): boolean => args.some((arg) => arg === '--help' || arg === '-h')

/** Words that stand first and are options. */
const meantOption = (word: string): string | undefined =>
  word === 'help' || Object.hasOwn(taskPages.serve.options, word) ? `; did you mean --${word}?` : undefined

/** The catalogue, what models lack, or one model for real. */
const modelsTask = ({ positionals: names, listOf, isAsked }: ReturnType<typeof readWords>): Task => {
  const wrong = (sentence: string): MoodreelError => bad('models', sentence)
  const [tried, ...more] = listOf('try')
  if (more.length > 0) throw wrong('Try one model at a time')
  if (isAsked('yes') && tried === undefined) throw wrong('--yes goes with --try NAME')
  if (isAsked('check') && tried !== undefined) throw wrong('--check and --try do not go together')
  if (isAsked('table') && (isAsked('check') || tried !== undefined)) throw wrong('--table stands alone')
  if (isAsked('check')) return { kind: 'models:check', names }
  if (names.length > 0) throw wrong('Names of models go behind --check or --try')
  if (isAsked('table')) return { kind: 'models:table' }
  return tried === undefined ? { kind: 'models' } : { kind: 'models:try', name: tried, yes: isAsked('yes') }
}

/**
 * Reads the program's arguments. `from` is the folder that relative paths start at: npm runs scripts in the package's own; `variables`
 * tell which options npm kept. Throws MoodreelError `bad_config` for any that it does not know, with the one that was meant and where to look.
 */
export const readTask = (args: string[], from: string, variables: Readonly<Record<string, string | undefined>> = {}): Task => {
  const [verb = '', ...rest] = args
  const name = verb === '' || verb.startsWith('-') ? 'serve' : verb
  if (name !== 'serve' && !isVerb(name)) {
    throw bad('serve', `There is no task ${name}${meantOption(name) ?? didYouMean(name, Object.keys(taskPages).filter(isVerb))}`)
  }
  if (asksForHelp(args)) return { kind: 'help', page: name === 'serve' && args.includes('--check') ? 'check' : name }
  const taken = takenByNpm(name, variables)
  if (taken !== undefined) throw bad(name, `npm kept an option for itself, because -- is not before it: ${taken}`)
  const { positionals, listOf, isAsked } = readWords(name, name === 'serve' ? args : rest)
  switch (name) {
    case 'serve':
      return { kind: isAsked('check') ? 'check' : name }
    case 'say': {
      const [line, ...more] = positionals
      if (line === undefined || more.length > 0) throw bad(name, 'Say one line, in quotes')
      return { kind: name, line, attachments: listOf('attach').map((path) => resolve(from, path)) }
    }
    case 'models':
      return modelsTask({ positionals, listOf, isAsked })
    case 'discord:invite':
      return { kind: name, tried: listOf('channel') }
    case 'slack:doctor':
      return { kind: name, channels: positionals, tried: listOf('channel') }
    case 'migrate': {
      const [to, ...more] = listOf('to')
      if ((to !== 'postgres' && to !== 'sqlite') || more.length > 0) throw bad(name, 'Say where to: --to postgres or --to sqlite')
      if (isAsked('dry-run') && isAsked('undo')) throw bad(name, '--dry-run and --undo do not go together')
      return { kind: name, to, way: isAsked('dry-run') ? 'dry-run' : isAsked('undo') ? 'undo' : 'move' }
    }
    case 'backup':
    case 'restore': {
      const [folder, ...more] = positionals
      if (folder === undefined || more.length > 0) throw bad(name, 'Name one folder')
      const path = resolve(from, folder)
      return name === 'backup' ? { kind: name, folder: path } : { kind: name, folder: path, cancelWaiting: isAsked('cancel-waiting') }
    }
  }
}
