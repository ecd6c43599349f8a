import { AsyncLocalStorage } from 'node:async_hooks'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { MoodreelError } from '../../../core/errors.ts'
import type { Log } from '../../../core/log.ts'
import type { Form, Invocation, InvocationHandler } from '../../../core/platform.ts'
import type { Post } from '../../../core/post.ts'
import { say } from '../../../core/words/sentence.ts'
import type { Members } from '../members.ts'
import { isUserId } from '../origin.ts'
import type { Files, SlackFile } from '../post/files.ts'
import type { Caller, Replies } from './reply.ts'

/** Events of the last minutes: Slack may tell of one message by several events, and only the first is answered. */
const rememberedEvents = 2000

/** What somebody said or pressed, in the platform's own terms. */
export interface Incoming {
  /** The same however often and over whichever connection Slack delivers it. */
  id: string
  caller: Caller
  command: string
  input: Invocation['input']
  files?: readonly SlackFile[] | undefined
  /** Files that were given to an option by name. */
  named?: Record<string, readonly SlackFile[]> | undefined
  /** Called when the studio has answered. */
  after?: (() => void) | undefined
  /** Slack may tell of it by several events. */
  isRetold?: boolean | undefined
}

/** Whether something that Slack may tell of by several events, each to another process, is told for the first time. Throws nothing. */
export type IsFirst = (id: string) => Promise<boolean>

/** Hands what people say to the studio, each thing once, and keeps count of what is being worked on. */
export interface Invocations {
  start(handler: InvocationHandler): void
  handle(incoming: Incoming): void
  /** Runs a command for somebody and resolves with what it would have answered. */
  ask(incoming: Incoming): Promise<{ posts: Post[]; form: Form | null }>
  /** Does something in the background, once for its id; a fault is told to the person. `isRetold` as of what comes in. */
  runOnce(id: string, caller: Caller, work: () => Promise<void>, isRetold?: boolean): void
  /**
   * Works on one delivery of Slack: `processed` is the work itself, `over` comes when all that it led to is over too, and tells
   * whether it is: false when the bot stopped before its person could be answered. Of a `stale` one only that is said. One that
   * `isResumed` was the first of its thing for a process that is no more.
   */
  track(work: () => Promise<void>, options: { stale: boolean; isResumed: boolean }): { processed: Promise<void>; over: Promise<boolean> }
  /** Takes nothing more and resolves when what was taken is done. */
  stop(): Promise<void>
}

/** What one delivery of Slack leads to. */
interface Delivery {
  runs: Promise<void>[]
  stale: boolean
  isResumed: boolean
  cutOff: boolean
}

export interface InvocationsOptions {
  members: Members
  files: Files
  replies: Replies
  isFirst: IsFirst
  log: Log
}

export const createInvocations = (options: InvocationsOptions): Invocations => {
  const { members, files, replies, isFirst, log } = options
  const seen = new Set<string>()
  const running = new Set<Promise<void>>()
  const deliveries = new AsyncLocalStorage<Delivery>()
  let handler: InvocationHandler | null = null

  const isNew = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    for (const old of seen) {
      if (seen.size <= rememberedEvents) break
      seen.delete(old)
    }
    return true
  }

  const invocationOf = async ({ id, caller, command, input, files: given = [], named = {} }: Incoming): Promise<Invocation> => {
    const { origin } = caller
    const [{ locale, ...member }, attachments, ...filled] = await Promise.all([
      members.of(origin.user, origin.team),
      files.attachments(given),
      ...Object.entries(named).map(async ([name, some]) => [name, await files.attachments(some)] as const),
    ])
    return {
      id: `slack:${id}`,
      platform: 'slack',
      workspace: origin.team,
      member,
      command,
      input: input.kind === 'values' ? { kind: 'values', values: { ...input.values, ...Object.fromEntries(filled) } } : input,
      attachments,
      origin: { ...origin, thread: origin.thread ?? null },
      channel: isUserId(origin.channel) ? undefined : origin.channel,
      thread: origin.thread,
      locale,
    }
  }

  const runOnce: Invocations['runOnce'] = (id, caller, work, isRetold = false) => {
    if (!isNew(id)) return
    const delivery = deliveries.getStore()
    const workIfFirst = async (): Promise<void> => {
      if (isRetold && !delivery?.isResumed && !(await isFirst(id))) return
      await (delivery?.stale ? replies.say(caller, say('chat.wasAway')) : work())
    }
    // The acknowledgement leaves the process before anything else is begun.
    const run = nextTurn()
      .then(workIfFirst)
      .catch(async (error: unknown) => {
        const known = error instanceof MoodreelError
        if (known) log.info({ event: id, code: error.code }, 'an event was refused')
        else log.error({ event: id, err: error }, 'an event could not be worked on')
        await replies.say(caller, known ? error.sentence : say('common.broken'))
      })
      .catch((error: unknown) => {
        log.warn({ event: id, err: error }, 'a refusal could not be answered')
        if (delivery && replies.isStopped()) delivery.cutOff = true
      })
      .finally(() => running.delete(run))
    running.add(run)
    delivery?.runs.push(run)
  }

  const ready = (): InvocationHandler => {
    if (!handler) throw new MoodreelError('stopping', say('common.stopping'))
    return handler
  }

  return {
    runOnce,
    start: (theHandler) => {
      handler = theHandler
    },
    handle: (incoming) =>
      runOnce(
        incoming.id,
        incoming.caller,
        async () => {
          await ready()(await invocationOf(incoming), replies.responder(incoming.caller))
          incoming.after?.()
        },
        incoming.isRetold,
      ),
    async ask(incoming) {
      const posts: Post[] = []
      let form: Form | null = null
      await ready()(await invocationOf(incoming), {
        reply: async (post) => {
          posts.push(post)
        },
        form: async (asked) => {
          form = asked
        },
      })
      return { posts, form }
    },
    track(work, how) {
      const delivery: Delivery = { runs: [], ...how, cutOff: false }
      const processed = deliveries.run(delivery, work)
      const over = async (): Promise<boolean> => {
        await Promise.allSettled([processed])
        // One may have led to another.
        for (let known = -1; known < delivery.runs.length; ) {
          known = delivery.runs.length
          await Promise.allSettled(delivery.runs)
        }
        return !delivery.cutOff
      }
      return { processed, over: over() }
    },
    async stop() {
      handler = null
      replies.stop()
      await Promise.allSettled(running)
    },
  }
}
