import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Log } from '../../core/log.ts'
import type { MessageLog } from '../../core/message-log.ts'
import type { Language } from '../../core/words/languages.ts'
import { wordMessage } from './word-message.ts'

const pageOfChanges = 50
/** How soon a browser comes back after a lost connection, in milliseconds. */
const retryMs = 2000

export interface EventsOptions {
  messages: MessageLog
  log: Log
  /** How often to look for changes that another process made, in milliseconds. */
  lookMs?: number
  /** After how much silence to show that the connection is alive, in milliseconds. */
  heartbeatMs?: number
}

/** The open browsers. */
export interface Events {
  /** Answers `GET /api/events`. In `language`; goes on after `Last-Event-ID`, or after `since`. */
  open(c: Context, language: Language): Response
  /** Says that the log has changed. */
  changed(): void
  /** Ends every stream, and resolves when none reads the log any more. */
  close(): Promise<void>
}

/**
 * Server-sent events, read from the message log. A connection holds nothing but the revision it has sent, so a
 * slow browser costs no memory, and one that comes back goes on where it was.
 */
export const createEvents = ({ messages, log, lookMs = 1000, heartbeatMs = 15_000 }: EventsOptions): Events => {
  const streams = new Map<SSEStreamingApi, Promise<void>>()
  const waiting = new Set<() => void>()
  let changes = 0
  let closed = false

  const wake = (): void => {
    for (const resolve of [...waiting]) resolve()
  }

  const waitForChange = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        waiting.delete(done)
        resolve()
      }
      const timer = setTimeout(done, lookMs)
      waiting.add(done)
    })

  const follow = async (stream: SSEStreamingApi, since: number, language: Language): Promise<void> => {
    const over = (): boolean => closed || stream.aborted || stream.closed
    await stream.write(`retry: ${retryMs}\n\n`)
    if (since > (await messages.revision())) {
      // The browser remembers a log that is no more: what it shows is not ours.
      await stream.writeSSE({ event: 'reset', data: '' })
      return
    }
    let cursor = since
    let quietMs = 0
    while (!over()) {
      const seen = changes
      const news = await messages.changesSince(cursor, pageOfChanges)
      for (const message of news) {
        if (over()) return
        // Waits until the browser has taken what came before.
        await stream.writeSSE({ id: String(message.revision), data: JSON.stringify(wordMessage(message, language)) })
        cursor = message.revision
        quietMs = 0
      }
      if (news.length > 0 || seen !== changes || over()) continue
      await waitForChange()
      quietMs += lookMs
      if (quietMs < heartbeatMs) continue
      await stream.write(': still here\n\n')
      quietMs = 0
    }
  }

  const followFrom = async (stream: SSEStreamingApi, asked: number, language: Language): Promise<void> =>
    follow(stream, Number.isSafeInteger(asked) && asked >= 0 ? asked : await messages.revision(), language)

  return {
    open: (c, language) => {
      const asked = Number(c.req.header('last-event-id') ?? c.req.query('since') ?? Number.NaN)
      // Or a proxy that collects an answer before it passes it on would keep every event to itself.
      c.header('x-accel-buffering', 'no')
      return streamSSE(c, async (stream) => {
        stream.onAbort(wake)
        const following = followFrom(stream, asked, language).catch((cause: unknown) => {
          // The browser comes back by itself and goes on from what it has seen.
          log.warn({ err: cause }, 'an event stream broke off')
        })
        streams.set(stream, following)
        await following
        streams.delete(stream)
      })
    },
    changed: () => {
      changes += 1
      wake()
    },
    close: async () => {
      closed = true
      for (const stream of streams.keys()) stream.abort()
      wake()
      await Promise.all(streams.values())
    },
  }
}
