import type { Command } from '../command.ts'
import type { Attachment } from '../request.ts'
import { cleanText } from '../text/clean-text.ts'
import { commandNamed } from './command-named.ts'
import { describeOptions, type OptionDescription } from './describe-options.ts'
import { type MeantLine, meantLine } from './meant-line.ts'
import { quote } from './quotes.ts'
import { isSmallTalk } from './small-talk.ts'

/** The commands that make a clip again with other words, and with the same. */
const edit = 'edit'
const reroll = 'reroll'

const slash = /^[/／]\s?/u
const firstWord = /^(?:[/／]\s?)?([\p{L}\p{N}][\p{L}\p{N}_-]*)(?:[:：]\s*|\s+|$)/u
/** What can be nothing but the name of a clip. */
const sureName = /^([0-9a-hjkmnp-tv-z]{12}|last|<?https?:\/\/\S{1,300}|#[1-9]\d{0,5}[a-z]{0,2})(?=[\s,:]|$)/iu
/** A number too, where the words after it leave no doubt: `3 foxes` and `3 s` are none. */
const bareNumber = /^([1-9]\d{0,5}[a-z]{0,2})(?=\s*(?:$|[,:]|-{2}|—|(?:but|with|without|and|at|만|인데|지만)(?:\s|$)))/iu
const anyName = new RegExp(`${sureName.source}|${bareNumber.source}`, 'iu')
const joint = /^\s*[,:]?\s*(?:(?:but|and|만|인데|지만)(?=\s))?\s*/iu
const seconds = /^(\d{1,3}(?:\.\d+)?)\s*(?:s|sec|secs|seconds?|초)(?=[\s,.]|$)[\s,.]*/iu
const times = /^(?:x\s?([1-9])|([1-9])\s?(?:x|times|takes|more|번|개))$/iu
/** What people say beside a command and mean nothing by. */
const filler = /^(?:(?:please|it|this|that|one|the|clip|now|again|좀|이거|해\s?줘요?|해\s?주세요)(?:[\s,.!]+|$))+$/iu
const onceMore = /^(?:again|once more|one more|another(?: one)?|다시|한 번 더|하나 더)(?:\s*(?:please|해\s?줘요?|해\s?주세요))?[\s.!]*$/iu
const firstFlag = /(?:^|\s)(?:--?|[–—])\p{L}/u

const optionsOf = (command: Command | undefined): readonly OptionDescription[] => (command ? describeOptions(command) : [])

/** What a line of a command is made of beside flags. */
const headsOf = (command: Command): OptionDescription[] => optionsOf(command).filter(({ leading, positional }) => leading || positional)

/** Whether a line of the command begins with a clip; where it may do without, a file takes the clip's place. */
const isAboutClip = (command: Command, hasFiles: boolean): boolean => {
  const [first] = headsOf(command)
  return first?.completion === 'clip' && (first.required || !hasFiles)
}

/** Takes the clip from the head of a line that names one. */
const clipIn = (text: string, pattern: RegExp): { clip: string; rest: string } | null => {
  const found = pattern.exec(text)
  return found ? { clip: found[0], rest: text.slice(found[0].length).replace(joint, '') } : null
}

/** The words of a command as its flags: `3 s then it sinks` is a length and a prompt. */
const flagsFor = (command: Command, text: string): string => {
  const has = (name: string): boolean => optionsOf(command).some((option) => option.name === name)
  const at = firstFlag.exec(text)?.index ?? text.length
  let words = text.slice(0, at).trim()
  const flags: string[] = []
  const length = has('duration') ? seconds.exec(words) : null
  if (length) {
    flags.push(`--duration ${length[1]}`)
    words = words.slice(length[0].length).trim()
  }
  const takes = has('takes') ? times.exec(words) : null
  if (takes) {
    flags.push(`--takes ${takes[1] ?? takes[2]}`)
    words = ''
  }
  if (filler.test(words)) words = ''
  const field = ['add', 'prompt'].find(has)
  if (words !== '') flags.push(field ? `--${field} ${quote(words.replace(/\s+/gu, ' '))}` : words)
  return [...flags, text.slice(at).trim()].filter((part) => part !== '').join(' ')
}

/**
 * What somebody means by words about a clip, such as an answer to its message: a command that they begin with, said of that clip; else the
 * clip once more with these words added to its prompt. `about` names the clip, another that the words name comes first; where it is null the
 * line is read as it is typed anywhere, but for words that begin with the name of a clip. Null where nothing is asked for. Throws as
 * `meantLine`.
 */
export const meantAbout = (
  text: string,
  about: string | null,
  commands: readonly Command[],
  files: readonly Pick<Attachment, 'name' | 'mediaType'>[],
): MeantLine | null => {
  const line = cleanText(text)
    .trim()
    .replace(/^(`{1,3})([^`]+)\1$/, '$2')
    .trim()
  const word = firstWord.exec(line)
  const called = word?.[1] ?? ''
  const named = commandNamed(called, commands)
  // Without a slash it may be a word of prose in another language.
  const command = slash.test(line) || named?.name === called.toLowerCase() ? named : undefined
  if (about !== null && command && isAboutClip(command, files.length > 0)) {
    const after = line.slice(word?.[0].length ?? 0)
    const [head] = headsOf(command)
    const found = clipIn(after, anyName)
    // `2x` is a clip to most commands, and to one a size.
    const isClip = found && head && command.options[head.name]?.safeParse(found.clip).success
    const { clip, rest } = isClip ? found : { clip: about, rest: after }
    // Where words may follow, the command reads them itself.
    const said = headsOf(command).length > 1 ? rest : flagsFor(command, rest)
    return { command: command.name, rest: `${clip} ${said}`.trim() }
  }
  const maker = commands.find(({ name }) => name === edit)
  const meant = clipIn(line, about === null ? sureName : anyName) ?? (about === null ? null : { clip: about, rest: line })
  if (command || slash.test(line) || !maker || !meant) return meantLine(line, commands, files)
  if (isSmallTalk(meant.rest) || (meant.rest === '' && files.length === 0)) return null
  if (onceMore.test(meant.rest)) return { command: reroll, rest: meant.clip }
  return { command: edit, rest: `${meant.clip} ${flagsFor(maker, meant.rest)}`.trim() }
}
