import type { Rule } from '../../core/advice/advice.ts'
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
const movesFrame: ReadonlySet<string> = new Set(['i2v', 'animate'])

type AdviceStudio = Pick<Studio, 'find' | 'clipId'>

/** What could be asked for better in the composer's line, to be underlined in it. */
export interface AdviceView {
  /** `from` and `to` count in the line as it was sent, as strings are counted in JavaScript. */
  findings: { rule: Rule; from: number; to: number; sentence: string }[]
  /** The whole line with simpler words; empty where there are none. */
  simpler: string
}

/** What the picture shows that an id or a name stands for; undefined where there is none, or none of ours. */
const frameWordsIn = async (studio: AdviceStudio, invocation: Invocation, name: unknown): Promise<string | undefined> => {
  if (typeof name !== 'string' || name === '') return undefined
  try {
    const { generation } = await findClip(studio, invocation, await studio.clipId(invocation, name))
    return await frameWordsOf(studio, generation)
  } catch (error) {
    if (error instanceof MoodreelError) return undefined
    throw error
  }
}

/**
 * What is better said otherwise where a command moves a frame; null where nothing is, and for any other command. The words stand in `text` from `at` on.
 * Simpler words take their place in it, and what should not be seen goes to a flag of its own.
 */
export const adviceOn = async (
  studio: AdviceStudio,
  invocation: Invocation,
  { text, at, values, language }: { text: string; at: number; values: Record<string, unknown>; language: Language },
): Promise<AdviceView | null> => {
  const { prompt, duration, id } = values
  if (!movesFrame.has(invocation.command) || typeof prompt !== 'string') return null
  const { findings, simpler } = adviseMotion(prompt, {
    seconds: Number(duration) || undefined,
    frameWords: await frameWordsIn(studio, invocation, id),
  })
  if (findings.length === 0) return null
  return {
    findings: findings.map(({ rule, span: [from, to], sentence }) => ({
      rule,
      from: at + from,
      to: at + to,
      sentence: inWords(sentence, language),
    })),
    simpler: simpler
      ? [
          text.slice(0, at),
          simpler.prompt,
          text.slice(at + prompt.length),
          ...(simpler.negativePrompt ? [' --no ', simpler.negativePrompt] : []),
        ].join('')
      : '',
  }
}

/** The same for a line as it stands in the composer. `seconds`: how long it would be where it does not say so. */
export const adviceIn = async (
  { commands, studio }: { commands: readonly Command[]; studio: AdviceStudio },
  { text, line, invocation }: { text: string; line: MeantLine; invocation: Invocation },
  { seconds, language }: { seconds: number | undefined; language: Language },
): Promise<AdviceView | null> => {
  const command = movesFrame.has(line.command) ? commands.find(({ name }) => name === line.command) : undefined
  const typed = command && typedIn(command, line.rest)
  const prompt = typed?.['prompt']
  const at = typeof prompt === 'string' ? text.lastIndexOf(prompt) : -1
  if (!typed || at < 0) return null
  return await adviceOn(studio, invocation, { text, at, values: { duration: seconds, ...typed }, language })
}
