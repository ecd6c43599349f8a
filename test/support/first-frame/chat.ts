import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../bot.ts'

/** One place in which the example is asked for: what is done there as people do it, and what they see. Each resolves when its end is seen. */
export interface Chat {
  /** Ten stills of one scene. */
  still(): Promise<void>
  /** Chooses the third. */
  choose(): Promise<void>
  /** Its sky is made anew by a mask; then the second of the four is chosen. */
  fix(mask: Uint8Array): Promise<void>
  /** That one becomes a clip. */
  animate(): Promise<void>
  /** What was sent for the ten stills, where that can be counted. */
  counted(): Counted
}

/** What a chat was asked for of the message that ten stills are. */
export interface Counted {
  /** Messages that were sent, in the channel and beneath it. */
  messages: number
  edits: number
  /** Files that were sent with them. */
  uploads: number
}

/** A bot that is killed ten times on the way takes minutes. */
const patienceMs = 300_000

/** Looks until something is there. Throws with the last reason. `null` and `false` are nothing. */
export const until = async <Value>(what: string, look: () => Promise<Value | null | false> | Value | null | false): Promise<Value> => {
  const end = Date.now() + patienceMs
  let why: unknown
  while (Date.now() < end) {
    try {
      const seen = await look()
      if (seen !== null && seen !== false) return seen
    } catch (error) {
      why = error
    }
    await sleep(20)
  }
  throw new Error(`nobody saw ${what}`, { cause: why })
}

/** The numbers of the ten stills, and of the four fixes of the third. */
export const stillNumbers = Array.from({ length: 10 }, (_, at) => `${at + 1}`)
export const fixNumbers = ['3a', '3b', '3c', '3d']

/** The bot that runs now, which may be another after each kill. */
export type Running = () => Bot
