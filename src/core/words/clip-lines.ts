import type { Generation } from '../generation.ts'
import type { QueueEntry } from '../moderation.ts'
import type { Post } from '../post.ts'
import { inWords } from './in-words.ts'
import { standsAt as whereItStands } from './state-words.ts'
import { timestamp } from './timestamp.ts'

/** Until these lines are sentences too. */
const standsAt = (generation: Generation): string => inWords(whereItStands(generation), 'en')

type Field = NonNullable<Post['fields']>[number]

const promptLength = 80

const shortPrompt = ({ request }: Generation): string => {
  const line = request.prompt.replace(/\s+/g, ' ').trim()
  return line.length > promptLength ? `${line.slice(0, promptLength - 1).toWellFormed()}…` : line || 'no prompt'
}

/** What it cost, or what is held for it. */
const creditsOf = ({ costCredits, heldCredits }: Generation): number => costCredits ?? heldCredits

const creditWords = (credits: number): string => `${credits} ${credits === 1 ? 'credit' : 'credits'}`

/** A clip of a history on one line, under its id. */
export const historyLine = (generation: Generation): Field => ({
  name: generation.id,
  value: [
    standsAt(generation),
    shortPrompt(generation),
    generation.model,
    `seed ${generation.request.seed}`,
    creditWords(creditsOf(generation)),
    timestamp(generation.createdAt),
  ].join(' · '),
})

const waitWords = (seconds: number): string => (seconds < 90 ? `about ${Math.round(seconds)} s` : `about ${Math.round(seconds / 60)} min`)

/** A clip that waits or is being made on one line, under its id; with the name of whoever asked where that is of use. */
export const queueLine = ({ generation, batch, position, seconds, isLate }: QueueEntry, named: boolean): Field => ({
  name: generation.id,
  value: [
    ...(named ? [batch.memberName || batch.memberId] : []),
    isLate ? `${standsAt(generation)}; longer than usual` : standsAt(generation),
    ...(position ? [`position ${position}`] : []),
    seconds === null ? 'no estimate' : waitWords(seconds),
    shortPrompt(generation),
    generation.model,
  ].join(' · '),
})

/** Clips as a table, with a heading. */
export const historyTable = (generations: readonly Generation[]): (string | number | null)[][] => [
  ['id', 'made', 'state', 'mode', 'model', 'prompt', 'negative prompt', 'seed', 'duration', 'aspect', 'resolution', 'credits', 'from'],
  ...generations.map((one) => [
    one.id,
    new Date(one.createdAt).toISOString(),
    standsAt(one),
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
