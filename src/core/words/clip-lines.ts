import type { Generation } from '../generation.ts'
import type { QueueEntry } from '../members.ts'
import type { Post } from '../post.ts'
import { inWords } from './in-words.ts'
import { member } from './mention.ts'
import { type Sentence, say, type Text } from './sentence.ts'
import { shortPrompt } from './short-prompt.ts'
import { standsAt } from './state-words.ts'
import { timestamp } from './timestamp.ts'

type Field = NonNullable<Post['fields']>[number]

/** What it cost, or what is held for it. */
const creditsOf = ({ costCredits, heldCredits }: Generation): number => costCredits ?? heldCredits

/** What a clip is called in a list: its number in its thread, where it has one, and the first words of its prompt. */
const titleOf = ({ number, request }: Generation): Text => {
  const what = shortPrompt(request.prompt)
  return number === null ? what : say('member.line', { pieces: [number, what] })
}

/** A clip of a history on one line, under its number and its words. */
export const historyLine = (generation: Generation): Field => ({
  name: titleOf(generation),
  value: say('member.line', {
    pieces: [
      standsAt(generation),
      ...(generation.filesGoneAt === null ? [] : [say('member.notKept')]),
      generation.model,
      say('member.seed', { seed: generation.request.seed }),
      say('member.credits', { credits: creditsOf(generation) }),
      timestamp(generation.createdAt),
      say('clip.id', { id: generation.id }),
    ],
  }),
})

const readyIn = (seconds: number | null): Sentence => {
  if (seconds === null) return say('member.noEstimate')
  if (seconds < 90) return say('member.readySeconds', { seconds: Math.max(1, Math.round(seconds)) })
  return say('member.readyMinutes', { minutes: Math.round(seconds / 60) })
}

/** A clip that waits or is being made on one line, under its number and its words; with who asked where that is of use. */
export const queueLine = ({ generation, batch, position, seconds, isLate, needsApproval }: QueueEntry, named: boolean): Field => {
  const waits = needsApproval && generation.cancelRequestedAt === null
  const state = waits ? say('state.waitingForModerator') : standsAt(generation)
  return {
    name: titleOf(generation),
    value: say('member.line', {
      pieces: [
        ...(named ? [member(batch.memberId, batch.memberName)] : []),
        isLate ? say('member.late', { state }) : state,
        ...(position ? [say('member.position', { position })] : []),
        ...(waits ? [] : [readyIn(seconds)]),
        say('clip.id', { id: generation.id }),
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
