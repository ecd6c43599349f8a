import { setTimeout as sleep } from 'node:timers/promises'
import type { MoodreelError } from '../../core/errors.ts'
import type { Inbox, InboxEntry } from '../../core/inbox.ts'
import type { Log } from '../../core/log.ts'
import type { InvocationHandler, Platform } from '../../core/platform.ts'
import type { Heard } from './gateway/gateway.ts'

/** A start waits no longer for Discord: clips that are ready go to their threads without the gateway. */
const startPatienceMs = 10_000

export interface ListenerOptions {
  /** Works on what somebody said, now or before an earlier process died. Throws nothing. */
  receive(heard: Heard, handler: InvocationHandler, earlier?: InboxEntry): Promise<void>
  /** Resolves once Discord is reached or was tried; throws MoodreelError `bad_config` when it refuses the bot for good. */
  open(hear: (heard: Heard) => void, onBroken: (error: MoodreelError) => void): Promise<void>
  close(): Promise<void>
  /** Ends the pauses of answers that Discord does not take. */
  stopping: AbortController
  inbox: Inbox
  log: Log
}

/** Hears what people say from `start` to `stop`, and goes on with what an earlier process did not finish. */
export const createListener = (options: ListenerOptions): Pick<Platform, 'start' | 'stop'> => {
  const { receive, open, close, stopping, inbox, log } = options
  const running = new Set<Promise<void>>()

  return {
    async start(handler, onBroken = () => undefined) {
      const hear = (heard: Heard, earlier?: InboxEntry): void => {
        const answering = receive(heard, handler, earlier).finally(() => running.delete(answering))
        running.add(answering)
      }
      // Read before anything new can arrive.
      const unfinished = await inbox.unfinished('discord')
      const patience = new AbortController()
      const outOfPatience = sleep(startPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      try {
        await Promise.race([open(hear, onBroken), outOfPatience])
      } catch (error) {
        await close()
        throw error
      } finally {
        patience.abort()
      }
      for (const entry of unfinished) hear(entry.payload as Heard, entry)
      if (unfinished.length > 0) log.info({ count: unfinished.length }, 'going on with what an earlier process did not finish')
    },

    async stop() {
      stopping.abort()
      // Listening to the end: what was answered by the gateway's thread must not be left at that.
      while (running.size > 0) await Promise.allSettled(running)
      await close()
      await Promise.allSettled(running)
    },
  }
}
