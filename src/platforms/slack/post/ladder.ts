import { z } from 'zod'
import type { Clock } from '../../../core/clock.ts'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Memory } from '../../../core/memory.ts'
import type { SendOptions, ThreadRef } from '../../../core/platform.ts'
import { type Sentence, say } from '../../../core/words/sentence.ts'
import { asRefusal, kindOf, type RefusalKind, slackCode, unreached } from '../refusal.ts'
import { isAboutForm } from './message-form.ts'
import type { MessagePlace } from './messages.ts'
import type { Patience } from './patience.ts'

const rungs = ['thread', 'channel', 'direct'] as const
type Rung = (typeof rungs)[number]

const keptSchema = z.object({ rung: z.enum(rungs), code: z.string(), at: z.number() })
type Kept = z.infer<typeof keptSchema>

/** A place that a post is tried in. */
export interface Step {
  place: MessagePlace
  /** Told apart by this where a file goes to the same channel twice, in its thread and out of it. */
  rung: Rung
  /** Why it is not where it was asked for, for the person; undefined where it is. */
  why?: Sentence | undefined
  again: boolean
}

/** Why a post is elsewhere. Slack's word for it says more to an operator than to a member, and is in the log. */
const whyOf = (rung: Rung, code: string): Sentence => {
  if (rung === 'channel') return say('chat.threadClosed')
  if (code === 'is_archived') return say('slack.askedInArchived')
  return code === 'not_in_channel' || code === 'channel_not_found' ? say('slack.askedOutside') : say('chat.channelClosed')
}

export interface LadderOptions {
  memory: Memory
  patience: Patience
  clock: Clock
  log: Log
}

/**
 * Brings a post that was paid for to where somebody sees it: into its thread, or the channel, or to the person. What may pass
 * is tried again, by throwing MoodreelError `delivery_failed`; a place that is gone or stays closed is left for the next one,
 * for good, and no place is opened before it is needed. Throws `not_allowed` only when the last place refused for minutes.
 */
export const createLadder =
  ({ memory, patience, clock, log }: LadderOptions) =>
  async <Result>(
    thread: ThreadRef,
    { key, again }: Pick<SendOptions, 'key' | 'again'>,
    work: { post(step: Step): Promise<Result>; leave(step: Step): Promise<void> },
  ): Promise<Result> => {
    const memoryKey = `slack:place:${key}`
    const placeOn = (rung: Rung, kept: Kept | null): MessagePlace => ({
      channel: rung === 'direct' ? (thread.member ?? thread.channel) : thread.channel,
      thread: rung === 'thread' ? thread.thread : undefined,
      sinceMs: kept ? kept.at - clockSkewMs : undefined,
    })
    const nextAfter = (rung: Rung, kind: RefusalKind): Rung | undefined => {
      if (rung === 'thread' && kind === 'thread') return 'channel'
      return rung !== 'direct' && thread.member ? 'direct' : undefined
    }

    let kept = again ? keptSchema.nullable().parse(await memory.get(memoryKey)) : null
    let isNew = false
    for (;;) {
      const rung = kept?.rung ?? (thread.thread ? 'thread' : 'channel')
      const step = { rung, place: placeOn(rung, kept), why: kept ? whyOf(rung, kept.code) : undefined, again: again && !isNew }
      try {
        return await work.post(step)
      } catch (error) {
        const kind = isAboutForm(error) ? 'forbidden' : kindOf(error)
        // What is no refusal of Slack's is not about the place.
        if (!(error instanceof MoodreelError) || isOfAnother(error) || kind === 'later') throw whileDelivering(error)
        const next = nextAfter(rung, kind)
        const goes = next !== undefined && (kind === 'thread' || kind === 'place')
        if (!goes && !(await patience.isOver(`${key}:${rung}`))) throw unreached(error)
        if (next === undefined) throw kind === 'unknown' ? unreached(error) : nowhere(error)
        const code = slackCode(error) ?? ''
        log.warn({ channel: thread.channel, code, from: rung, to: next }, 'a place takes a post no more; it goes to another')
        await work.leave(step)
        kept = { rung: next, code, at: clock.now() }
        await memory.set(memoryKey, kept)
        isNew = true
      }
    }
  }

/** The end of a post that no place takes. */
const nowhere = (error: MoodreelError): MoodreelError => {
  const refusal = asRefusal(error.cause)
  if (refusal.code === 'not_allowed') return refusal
  return new MoodreelError('not_allowed', say('slack.nowhere'), { cause: error })
}

/** By how much our clock and Slack's may differ. */
const clockSkewMs = 3_600_000

/** A fault that says by itself what is to be done about it, such as a file that is refused. */
const isOfAnother = ({ code }: MoodreelError): boolean => code !== 'not_allowed' && code !== 'delivery_failed'

/** What is thrown while a clip is on its way: a refusal that may pass is no end. */
export const whileDelivering = (error: unknown): unknown =>
  error instanceof MoodreelError && error.code === 'not_allowed' ? unreached(error.cause) : error
