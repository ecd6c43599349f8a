import type { Generation } from '../generation.ts'
import type { QueueEntry } from '../members.ts'
import type { Post } from '../post.ts'
import { inWords } from './in-words.ts'
import { type Sentence, say, type Text } from './sentence.ts'
import { standsAt } from './state-words.ts'
import { timestamp } from './timestamp.ts'

type Field = NonNullable<Post['fields']>[number]

const promptLength = 80

const shortPrompt = ({ request }: Generation): Text => {
  const line = request.prompt.replace(/\s+/g, ' ').trim()
  return line.length > promptLength ? `${line.slice(0, promptLength - 1).toWellFormed()}…` : line || say('common.noPrompt')
}

/** What it cost, or what is held for it. */
const creditsOf = ({ costCredits, heldCredits }: Generation): number => costCredits ?? heldCredits

/** A clip of a history on one line, under its id. */
export const historyLine = (generation: Generation): Field => ({
  name: generation.id,
  value: say('member.line', {
    pieces: [
      standsAt(generation),
      shortPrompt(generation),
      generation.model,
      say('member.seed', { seed: generation.request.seed }),
      say('member.credits', { credits: creditsOf(generation) }),
      timestamp(generation.createdAt),
    ],
  }),
})

const waitWords = (seconds: number | null): Sentence => {
  if (seconds === null) return say('member.noEstimate')
  if (seconds < 90) return say('member.aboutSeconds', { seconds: Math.max(1, Math.round(seconds)) })
  return say('member.aboutMinutes', { minutes: Math.round(seconds / 60) })
}

/** A clip that waits or is being made on one line, under its id; with the name of who asked where that is of use. */
export const queueLine = ({ generation, batch, position, seconds, isLate }: QueueEntry, named: boolean): Field => {
  const state = standsAt(generation)
  return {
    name: generation.id,
    value: say('member.line', {
      pieces: [
        ...(named ? [batch.memberName || batch.memberId] : []),
        isLate ? say('member.late', { state }) : state,
        ...(position ? [say('member.position', { position })] : []),
        waitWords(seconds),
        shortPrompt(generation),
        generation.model,
      ],
    }),
  }
}

/** Clips as a table, with a heading. It is for spreadsheets and programs, so it is English in every language. */
export const historyTable = (generations: readonly Generation[]): (string | number | null)[][] => [
  ['id', 'made', 'state', 'mode', 'model', 'prompt', 'negative prompt', 'seed', 'duration', 'aspect', 'resolution', 'credits', 'from'],
  ...generations.map((one) => [
    one.id,
    new Date(one.createdAt).toISOString(),
    inWords(standsAt(one), 'en'),
    one.mode,
    one.model,
    one.request.prompt,
    one.request.negativePrompt ?? null,
    one.request.seed,
    one.request.durationSeconds ?? null,
    one.request.aspectRatio ?? null,
    one.request.resolution ?? null,
    creditsOf(one),
    one.parentId,
  ]),
]
