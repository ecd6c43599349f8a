import { resolve } from 'node:path'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { didYouMean } from '../../config/misfits.ts'
import { MoodreelError } from '../core/errors.ts'
import { nearest } from '../core/text/nearest.ts'
import { helpCall, type TaskName, type TaskPage, taskPages } from './task-pages.ts'

/** What the program was started for. */
export type Task =
  | { kind: 'serve' }
  /** Load everything, check the configuration, say what was found, end. */
  | { kind: 'check' }
  /** Run one command on the console platform, end. */
  | { kind: 'say'; line: string; attachments: string[] }
  /** Print the catalogue. */
  | { kind: 'models' }
  /** Print the invite link and what is missing; try everything in the channels of `tried`. */
  | { kind: 'discord:invite'; tried: string[] }
  /** Print what is missing, also in these channels; try everything in those of `tried`. */
  | { kind: 'slack:doctor'; channels: string[]; tried: string[] }
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

/** The words and the values of the options behind a task's name. */
const readWords = (name: TaskName, args: string[]) => {
  const { options, takesWords }: TaskPage = taskPages[name]
  const known: NonNullable<ParseArgsConfig['options']> = { ...options, help: { type: 'boolean', short: 'h' } }
  const { tokens } = parseArgs({ args, options: known, strict: false, tokens: true })
  const stray = tokens.find((token) => token.kind === 'option' && !Object.hasOwn(known, token.name))
  if (stray?.kind === 'option') {
    const meant = nearest(stray.name, Object.keys(known))
    throw bad(name, `There is no option ${stray.rawName} here${meant === undefined ? '' : `; did you mean --${meant}?`}`)
  }
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals: takesWords === true })
    const listOf = (option: string): string[] => [values[option]].flat().filter((value) => typeof value === 'string')
    return { positionals, listOf, isAsked: (option: string): boolean => values[option] === true }
  } catch (cause) {
    throw bad(name, 'What stands behind the command cannot be read', cause)
  }
}

/**
 * Reads the program's arguments. `from` is the folder that relative paths start at: npm runs scripts in the package's own.
 * Throws MoodreelError `bad_config` for any that it does not know, with the one that was meant and where to look.
 */
export const readTask = (args: string[], from: string): Task => {
  const [verb = '', ...rest] = args
  if (verb === '' || verb.startsWith('-')) {
    const { isAsked } = readWords('serve', args)
    const kind = isAsked('check') ? 'check' : 'serve'
    return isAsked('help') ? { kind: 'help', page: kind } : { kind }
  }
  if (!isVerb(verb)) {
    throw bad('serve', `There is no task ${verb}${didYouMean(verb, Object.keys(taskPages).filter(isVerb))}`)
  }
  const { positionals, listOf, isAsked } = readWords(verb, rest)
  if (isAsked('help')) return { kind: 'help', page: verb }
  switch (verb) {
    case 'say': {
      const [line, ...more] = positionals
      if (line === undefined || more.length > 0) throw bad(verb, 'Say one line, in quotes')
      return { kind: verb, line, attachments: listOf('attach').map((path) => resolve(from, path)) }
    }
    case 'models':
      return { kind: verb }
    case 'discord:invite':
      return { kind: verb, tried: listOf('channel') }
    case 'slack:doctor':
      return { kind: verb, channels: positionals, tried: listOf('channel') }
  }
}
