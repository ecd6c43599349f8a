import { madeOf } from '../made.ts'
import type { QueueEntry } from '../members.ts'
import type { Invocation } from '../platform.ts'
import { type Action, notice, type Post } from '../post.ts'
import { queueLine } from './clip-lines.ts'
import { say, type Text } from './sentence.ts'
import { shortPrompt } from './short-prompt.ts'

/** More buttons would be a wall; the others are cancelled by their id. */
const buttonsAtMost = 5
const labelWords = 30

/** What its button calls each clip: its number where no other has that one, for numbers begin anew in each thread. */
const cancelLabel = ({ generation: { number, request } }: QueueEntry, entries: readonly QueueEntry[]): Text => {
  const isOnly = entries.filter(({ generation }) => generation.number === number).length === 1
  if (number !== null && isOnly) return say('clip.cancelTake', { take: number })
  const what = shortPrompt(request.prompt, labelWords)
  return say('member.cancelOne', { what: number === null ? what : say('member.line', { pieces: [number, what] }) })
}

/** A button for each clip, and one for all where there are several. */
const cancelActions = (entries: readonly QueueEntry[]): Action[] => [
  ...entries
    .slice(0, buttonsAtMost)
    .map((entry) => ({ command: 'cancel', argument: entry.generation.id, label: cancelLabel(entry, entries) })),
  ...(entries.length > 1 ? [{ command: 'queue', argument: 'all', label: say('member.cancelAll'), style: 'danger' as const }] : []),
]

/** What waits or is being made: a member's own, or all of the place for a moderator; with buttons to cancel what is one's own. */
export const showQueue = (entries: readonly QueueEntry[], { member }: Pick<Invocation, 'member'>): Post => {
  const open = madeOf(entries.map(({ generation }) => generation))
  const own = entries.filter(({ batch, generation }) => batch.memberId === member.id && generation.cancelRequestedAt === null)
  const isEmpty = entries.length === 0
  const ofAll = isEmpty ? say('moderator.queueEmpty') : say('moderator.queue', open)
  const ofOwn = isEmpty ? say('member.queueEmpty') : say(entries.length > buttonsAtMost ? 'member.queueLong' : 'member.queue', open)
  return {
    ...notice(member.moderator ? ofAll : ofOwn),
    fields: entries.map((entry) => queueLine(entry, member.moderator)),
    actions: cancelActions(own),
  }
}
