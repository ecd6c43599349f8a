import type { Advice, Rule } from '../../core/advice/advice.ts'
import { adviseMotion } from '../../core/advice/advise-motion.ts'
import type { Command } from '../../core/command.ts'
import { MoodreelError } from '../../core/errors.ts'
import { findClip } from '../../core/options/find-clip.ts'
import type { MeantLine } from '../../core/options/meant-line.ts'
import type { Invocation } from '../../core/platform.ts'
import { frameWordsOf } from '../../core/remake/frame-words.ts'
import type { Studio } from '../../core/studio.ts'
import { inWords } from '../../core/words/in-words.ts'
import type { Language } from '../../core/words/languages.ts'
import { typedIn } from './chosen.ts'

/** The commands whose words say how a frame moves. */
const moving: ReadonlySet<string> = new Set(['i2v', 'animate'])

/** What could be asked for better in the composer's line, to be underlined in it. */
export interface AdviceView {
  /** `from` and `to` count in the line as it was sent, as strings are counted in JavaScript. */
  findings: { rule: Rule; from: number; to: number; sentence: string }[]
  /** The whole line with simpler words; empty where there are none. */
  simpler: string
}

/** A line with simpler words in place of its own, and all else that it says; what should not be seen goes to a flag of its own. */
export const simplerLine = (
  line: string,
  [from, to]: readonly [number, number],
  { prompt, negativePrompt }: NonNullable<Advice['simpler']>,
): string => [`${line.slice(0, from)}${prompt}${line.slice(to)}`, ...(negativePrompt ? ['--no', negativePrompt] : [])].join(' ')

/** What the picture shows that a line names; undefined where it names none, or none of ours. */
const frameWordsIn = async (
  studio: Pick<Studio, 'find' | 'clipId'>,
  invocation: Invocation,
  name: unknown,
): Promise<string | undefined> => {
  if (typeof name !== 'string' || name === '') return undefined
  try {
    const { generation } = await findClip(studio, invocation, await studio.clipId(invocation, name))
    return await frameWordsOf(studio, generation)
  } catch (error) {
    if (error instanceof MoodreelError) return undefined
    throw error
  }
}

/** What is better said otherwise in a line that moves a frame; null for any other line, and where there is nothing. `seconds`: how long it would be. */
export const adviceIn = async (
  { commands, studio }: { commands: readonly Command[]; studio: Pick<Studio, 'find' | 'clipId'> },
  { text, line, invocation }: { text: string; line: MeantLine; invocation: Invocation },
  { seconds, language }: { seconds: number | undefined; language: Language },
): Promise<AdviceView | null> => {
  const command = moving.has(line.command) ? commands.find(({ name }) => name === line.command) : undefined
  const typed = command && typedIn(command, line.rest)
  const prompt = typed?.['prompt']
  if (typeof prompt !== 'string') return null
  const at = text.lastIndexOf(prompt)
  if (at < 0) return null
  const length = typeof typed?.['duration'] === 'number' ? typed['duration'] : seconds
  const { findings, simpler } = adviseMotion(prompt, {
    seconds: length,
    frameWords: await frameWordsIn(studio, invocation, typed?.['id']),
  })
  if (findings.length === 0) return null
  return {
    findings: findings.map(({ rule, span: [from, to], sentence }) => ({
      rule,
      from: at + from,
      to: at + to,
      sentence: inWords(sentence, language),
    })),
    simpler: simpler ? simplerLine(text, [at, at + prompt.length], simpler) : '',
  }
}
