import { setTimeout as sleep } from 'node:timers/promises'
import type { Inbox, InboxEntry } from '../../core/inbox.ts'
import type { Log } from '../../core/log.ts'
import type { InvocationHandler, Platform } from '../../core/platform.ts'
import { logFields } from './api-errors.ts'
import type { GatewayListener, Heard } from './gateway/gateway.ts'
import { pause } from './pauses.ts'

/** A start waits no longer for Discord: clips that are ready go to their threads without the gateway. */
const startPatienceMs = 10_000
/** How soon somebody goes on with what another process left. */
const usualLookMs = 3_000

export interface ListenerOptions {
  /** Works on what somebody said, now or before an earlier process died. Throws nothing. */
  receive(heard: Heard, handler: InvocationHandler, earlier?: InboxEntry): Promise<void>
  /** Resolves once Discord is reached or was tried; throws MoodreelError `bad_config` when it refuses the bot for good. */
  open(listener: GatewayListener): Promise<void>
  close(): Promise<void>
  /** Ends the pauses of answers that Discord does not take. */
  stopping: AbortController
  inbox: Inbox
  /** Whether other processes may end and leave something. */
  isShared: boolean
  /** How often what they left is looked for, in milliseconds; every three seconds when absent. */
  lookMs?: number | undefined
  log: Log
}

/** Hears what people say from `start` to `stop`, and goes on with what other processes did not finish. */
export const createListener = (options: ListenerOptions): Pick<Platform, 'start' | 'stop'> => {
  const { receive, open, close, stopping, inbox, isShared, lookMs = usualLookMs, log } = options
  const running = new Set<Promise<void>>()

  const listenWith = (handler: InvocationHandler) => {
    const hear = (heard: Heard, earlier?: InboxEntry): void => {
      const answering = receive(heard, handler, earlier).finally(() => running.delete(answering))
      running.add(answering)
    }
    const goOnWith = (unfinished: readonly InboxEntry[]): void => {
      for (const entry of unfinished) hear(entry.payload as Heard, entry)
      if (unfinished.length > 0) log.info({ count: unfinished.length }, 'going on with what an earlier process did not finish')
    }
    /** A shared database may be away for a moment; it is looked into again soon. */
    const unfinished = (): Promise<readonly InboxEntry[]> =>
      inbox.unfinished('discord').catch((error: unknown) => {
        if (!isShared) throw error
        log.warn(logFields(error), 'what other processes left cannot be read')
        return []
      })
    const look = async (): Promise<void> => {
      if (isShared && !stopping.signal.aborted) goOnWith(await unfinished())
    }
    return { hear, goOnWith, look, unfinished }
  }

  return {
    async start(handler, onBroken = () => undefined) {
      const { hear, goOnWith, look, unfinished } = listenWith(handler)
      // Read before anything new can arrive.
      const left = await unfinished()
      const patience = new AbortController()
      const outOfPatience = sleep(startPatienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
      try {
        await Promise.race([open({ hear, onBroken, onTurn: () => void look() }), outOfPatience])
      } catch (error) {
        await close()
        throw error
      } finally {
        patience.abort()
      }
      goOnWith(left)
      if (!isShared) return
      const lookOnAndOn = async (): Promise<void> => {
        while (!stopping.signal.aborted) {
          await pause(lookMs, stopping.signal)
          await look()
        }
      }
      void lookOnAndOn()
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
