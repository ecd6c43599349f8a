import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { MoodreelError } from '../core/errors.ts'

/** What the program was started for. */
export type Task =
  | { kind: 'serve' }
  /** Load everything, check the configuration, end. */
  | { kind: 'check' }
  /** Run one command on the console platform, end. */
  | { kind: 'say'; line: string; attachments: string[] }
  /** Print the catalogue. */
  | { kind: 'models' }
  /** Print the invite link and what is missing. */
  | { kind: 'discord:invite' }
  /** Print what is missing, also in these channels. */
  | { kind: 'slack:doctor'; channels: string[] }

/** What is done by a bot that runs. */
export type BotTask = Extract<Task, { kind: 'serve' | 'say' }>

const usage = 'Start without arguments, with --check, or with: say "/t2v a sunset" --attach photo.jpg'

/**
 * Reads the program's arguments. `from` is the folder that relative paths start at: npm runs scripts in the package's own.
 * Throws MoodreelError `bad_config` for any that it does not know.
 */
export const readTask = (args: string[], from: string): Task => {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { check: { type: 'boolean' }, attach: { type: 'string', multiple: true } },
    })
    const [verb, line, ...rest] = positionals
    if (verb === undefined && values.attach === undefined) return { kind: values.check ? 'check' : 'serve' }
    if (verb === 'say' && line !== undefined && rest.length === 0 && !values.check) {
      return { kind: 'say', line, attachments: (values.attach ?? []).map((path) => resolve(from, path)) }
    }
    if (verb === 'models' && line === undefined) return { kind: verb }
    if (verb === 'discord:invite' && line === undefined) return { kind: verb }
    if (verb === 'slack:doctor') return { kind: verb, channels: line === undefined ? [] : [line, ...rest] }
  } catch (cause) {
    throw new MoodreelError('bad_config', usage, { cause })
  }
  throw new MoodreelError('bad_config', usage)
}
