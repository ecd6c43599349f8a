import type { Command } from '../command.ts'
import { MoodreelError } from '../errors.ts'
import { type Attachment, modes } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { say } from '../words/sentence.ts'
import { isHelpWord } from './asks-help.ts'
import { claimedKind } from './assign-attachments.ts'
import { typedName } from './beneath.ts'
import { commandNamed } from './command-named.ts'
import { describeOptions } from './describe-options.ts'
import { isSmallTalk } from './small-talk.ts'

/** The command that a typed line is for, by its name, and the rest of the line. */
export interface MeantLine {
  command: string
  rest: string
}

/** What other tools call the command that makes clips. */
const makers = new Set(['imagine', 'generate', 'create', 'make', 'video', 'gen'])

/** Commands for clips of ours that people say beside a file of their own, and what makes a clip of that. */
const ownFiles = new Map([
  ['animate', 'i2v'],
  ['restyle', 'v2v'],
])

const slashed = /^[/／]\s?([\p{L}\p{N}][\p{L}\p{N}_-]*)(?:[:：]\s*|\s+|$)/u
const firstWord = /^([\p{L}\p{N}][\p{L}\p{N}_-]*)(?:[:：]\s*|\s+|$)/u

/**
 * Whether the words after a command's name, which was said without a slash, are for that command rather than prose that begins with
 * the same word: nothing at all, a flag, a mention, the name of a command, or a word that the command knows as a
 * value of its own.
 */
const isForCommand = (command: Command, rest: string, commands: readonly Command[]): boolean => {
  const word = /^\S*/.exec(rest)?.[0] ?? ''
  if (word === '' || /^(?:-{1,2}|[–—])\p{L}|^<?@/u.test(word) || isHelpWord(rest)) return true
  if (commands.some(({ name, under }) => under === command.name && name === word.toLowerCase())) return true
  if (commands.some(({ name }) => name === rest.trim().toLowerCase().replace(/^\//, ''))) return true
  return describeOptions(command).some((option) => {
    const isOwn = option.choices?.some((choice) => String(choice) === word.toLowerCase()) ?? false
    if (isOwn || option.completion === 'template') return isOwn
    const takesWord = (option.positional || option.leading) && !option.member && option.maxLength === undefined
    return takesWord && command.options[option.name]?.safeParse(word.toLowerCase()).success === true
  })
}

const ambiguous = (command: Command, rest: string, maker: string): MoodreelError => {
  const words = `${command.name} ${rest.replace(/\s+/g, ' ').slice(0, 40).toWellFormed()}`
  const name = typedName(command)
  const line = command.under === undefined ? words : `${command.under} ${words}`
  return new MoodreelError('unknown_command', say('option.commandOrClip', { name, line, maker, words }))
}

/**
 * What somebody means who types a whole line: the command after a slash; without one the command that the line begins with; else a clip,
 * which starts from the film or the picture that is attached, or from the words. Null when nothing is asked for. Throws MoodreelError
 * `unknown_command` for words that may be a command or may be prose: one of the two costs money.
 */
export const meantLine = (
  text: string,
  commands: readonly Command[],
  files: readonly Pick<Attachment, 'name' | 'mediaType'>[],
): MeantLine | null => {
  const line = cleanText(text)
    .trim()
    .replace(/^(`{1,3})([^`]+)\1$/, '$2')
    .trim()
  const find = (name: string | undefined): Command | undefined => (name === undefined ? undefined : commandNamed(name, commands))
  const kinds = files.map(claimedKind)
  const byFiles = kinds.includes('video') ? 'v2v' : kinds.includes('image') || kinds.includes('unknown') ? 'i2v' : 't2v'
  const maker = find(byFiles)?.name ?? 't2v'
  const bySlash = slashed.exec(line)
  const word = bySlash ?? firstWord.exec(line)
  const name = word?.[1]?.toLowerCase()
  const rest = line.slice(word?.[0].length ?? 0)
  if (isHelpWord(line)) return { command: 'help', rest: '' }
  // Those go on from a clip of ours by its id; beside a file of one's own they mean the file.
  const named = find(name)
  if (named && ownFiles.get(named.name) === byFiles) return { command: maker, rest }
  if (bySlash && !(makers.has(name ?? '') && !named)) return { command: named?.name ?? name ?? '', rest }
  if (!bySlash && /^[/／]/.test(line)) return null
  const command = bySlash ? undefined : named
  if (command) {
    const isMaker = name === command.name && modes.some((mode) => mode === command.name)
    if (isMaker || isForCommand(command, rest, commands)) return { command: command.name, rest }
    // What a command is called in another language is a word of prose there.
    if (name === command.name) throw ambiguous(command, rest, maker)
  }
  const words = bySlash ? rest : line
  if ((words === '' && files.length === 0) || (!bySlash && files.length === 0 && isSmallTalk(words))) return null
  return { command: maker, rest: words }
}
