import { setTimeout as sleep } from 'node:timers/promises'
import type { KeyedLock } from '../../../core/keyed-lock.ts'

/** What is sent first when several wait: a clip never waits behind the bars of others. */
export type Urgency = 'post' | 'edit'

interface Waiting {
  urgency: Urgency
  run(): Promise<void>
}

/** Lets one message at a time into a channel, with an interval between two. */
export interface Pacer {
  /** Runs `task` when it is the channel's turn and resolves with its result. */
  turn<Result>(channel: string, urgency: Urgency, task: () => Promise<Result>): Promise<Result>
}

/**
 * Slack takes about one message a second in a channel: https://docs.slack.dev/apis/web-api/rate-limits#posting_messages
 * The second counts from the end of a message, which may have waited out a 429; p-queue counts from its beginning, and forgets it with
 * an idle channel. Between several processes `alone` takes turns, a channel at a time; without the database that does so each goes on by
 * itself, and Slack's 429 is waited out.
 */
export const createPacer = (intervalMs: number, alone: KeyedLock | null = null): Pacer => {
  const lines = new Map<string, Waiting[]>()

  const first = async (line: Waiting[]): Promise<void> => {
    const next = line.findIndex(({ urgency }) => urgency === 'post')
    const [waiting] = line.splice(Math.max(0, next), 1)
    await waiting?.run()
    await sleep(intervalMs, undefined, { ref: false })
  }

  const work = async (channel: string, line: Waiting[]): Promise<void> => {
    while (line.length > 0) {
      if (!alone) await first(line)
      else {
        let begun = false
        const turn = (): Promise<void> => {
          begun = true
          return first(line)
        }
        await alone(channel, turn).catch(() => (begun ? undefined : first(line)))
      }
    }
    lines.delete(channel)
  }

  return {
    turn: (channel, urgency, task) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = { urgency, run: () => task().then(resolve, reject) }
        const line = lines.get(channel)
        if (line) {
          line.push(waiting)
          return
        }
        const fresh = [waiting]
        lines.set(channel, fresh)
        void work(channel, fresh)
      }),
  }
}
