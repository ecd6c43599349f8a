import type { SessionInfo } from '@discordjs/ws'
import type { APIGatewayBotInfo } from 'discord.js'
import type { AnswerOutcome, FirstAnswers } from '../receive/first-answer.ts'

/** What the gateway's thread starts with. */
export interface ThreadStart {
  token: string
  intents: number
  /** With the number of all shards of the bot, whoever keeps them. */
  information: APIGatewayBotInfo
  /** The shards that this process keeps. */
  shards: readonly number[]
  answers: FirstAnswers
  /** The types of events that the main thread wants to hear. */
  events: readonly string[]
  /** The bot's own id, as the thread before was told it; null where none was. */
  user: string | null
  /** Sessions of the thread before, by shard. */
  sessions: ReadonlyMap<number, SessionInfo>
}

/** What the gateway's thread is told. */
export type ToThread =
  /** The bot goes offline. */
  | { op: 'close' }
  /** The connections end, and their sessions may be taken up again, here or in another process. */
  | { op: 'leave' }
  | { op: 'identify'; shard: number }

/** What the gateway's thread tells. */
export type FromThread =
  /** A shard waits until it may IDENTIFY. */
  | { op: 'identify'; shard: number }
  /** With our application's id and the bot's own where READY told them. */
  | { op: 'connected'; shard: number; session: SessionInfo | null; application: string | null; user: string | null }
  /** It tries again after `pauseMs`, by RESUME where that is possible. */
  | { op: 'disconnected'; shard: number; code: number; reason?: string; resumable: boolean; pauseMs: number }
  /** Discord will not have the bot back. */
  | { op: 'refused'; shard: number; code: number }
  | { op: 'dispatch'; shard: number; sequence: number; event: string; data: unknown }
  | ({ op: 'answer' } & AnswerOutcome)
  /** The inbox did not take an interaction, or a message. */
  | { op: 'unkept'; interaction: string; reason: string }
