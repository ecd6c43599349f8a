import { readClipNumber } from '../clip-number.ts'
import type { Generation } from '../generation.ts'
import { inWords } from '../words/in-words.ts'
import type { Language } from '../words/languages.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { shortPrompt } from '../words/short-prompt.ts'
import type { WorkspaceKey } from '../workspace.ts'

/** A clip as it is offered where one is named. */
export type ClipChoice = Pick<Generation, 'id' | 'createdAt'> & { prompt: string; seed: number }

/** The last clips of a member that were not deleted, the newest first, before anything was said. */
export type ClipsOf = (member: WorkspaceKey & { memberId: string }) => Promise<readonly ClipChoice[]>

/** Discord shows as many. */
export const clipsOffered = 25

const promptLength = 40
const minuteMs = 60_000

const agoOf = (ms: number): Sentence => {
  const minutes = Math.floor(ms / minuteMs)
  if (minutes < 1) return say('option.now')
  if (minutes < 60) return say('option.minutesAgo', { minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 48 ? say('option.hoursAgo', { hours }) : say('option.daysAgo', { days: Math.floor(hours / 24) })
}

/** Fewer letters are rather a word than an id, for every id begins with some digit or letter. */
const idLetters = 4

/**
 * The clips whose id begins with what stands there already, or whose prompt has it, in words: `sunset over… · 2 min ago · seed 42`. None for
 * a number such as `3`, `3b` or `#3`: it says which clip is meant, and another must not come in its place.
 */
export const completeClip = (
  clips: readonly ClipChoice[],
  typed: string,
  now: number,
  language: Language,
): { id: string; label: string }[] => {
  const wanted = typed.trim().toLowerCase()
  if (readClipNumber(wanted)) return []
  const isId = wanted.length >= idLetters
  return clips
    .filter(({ id, prompt }) => (isId && id.startsWith(wanted)) || prompt.toLowerCase().includes(wanted))
    .map(({ id, prompt, createdAt, seed }) => {
      const given = { prompt: inWords(shortPrompt(prompt, promptLength), language), ago: inWords(agoOf(now - createdAt), language), seed }
      return { id, label: inWords(say('option.clipChoice', given), language) }
    })
}
