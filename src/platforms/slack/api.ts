import { setTimeout as sleep } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import type { Log } from '../../core/log.ts'
import { asRefusal, isRefused } from './refusal.ts'
import { slackLog } from './slack-log.ts'

/** How often a call is held back by 429 before it counts as failed; the workflow tries again later. */
const rateLimitRounds = 10
const readRounds = 4
const readPauseMs = 200
/** A longer pause is not slept through: the workflow tries again later. */
const longestPauseSeconds = 60
const timeoutMs = 30_000

export type SlackClient = webApi.WebClient

/** Slack's Web API with repetitions that cannot post twice. Throws MoodreelError `not_allowed` and `delivery_failed`. */
export interface SlackApi {
  /** A call that changes something: once. It is repeated only after a 429, which says that nothing was done. */
  send<Result>(call: (client: SlackClient) => Promise<Result>): Promise<Result>
  /** A call that only reads: repeated when the connection breaks, and when Slack is in trouble for a moment. */
  ask<Result>(call: (client: SlackClient) => Promise<Result>): Promise<Result>
}

export interface SlackApiOptions {
  botToken: string
  apiUrl: string
  log: Log
  /** The first pause before a read is asked for again, in milliseconds; the next ones grow. */
  readPauseMs?: number | undefined
}

/** The client's own retries are off: it repeats a post whose answer was lost, and then there are two. */
export const createSlackApi = (options: SlackApiOptions): SlackApi => {
  const client = new webApi.WebClient(options.botToken, {
    slackApiUrl: options.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    logger: slackLog(options.log),
  })

  const paced = async <Result>(call: (client: SlackClient) => Promise<Result>, round = 1): Promise<Result> => {
    try {
      return await call(client)
    } catch (error) {
      if (!(error instanceof webApi.WebAPIRateLimitedError) || round >= rateLimitRounds || error.retryAfter > longestPauseSeconds)
        throw error
      options.log.info({ seconds: error.retryAfter }, 'Slack asked for a pause')
      await sleep(error.retryAfter * 1000)
      return paced(call, round + 1)
    }
  }

  const repeated = async <Result>(call: (client: SlackClient) => Promise<Result>, round = 1): Promise<Result> => {
    try {
      return await paced(call)
    } catch (error) {
      if (isRefused(error) || round >= readRounds) throw error
      await sleep((options.readPauseMs ?? readPauseMs) * round ** 2)
      return repeated(call, round + 1)
    }
  }

  const translated = async <Result>(result: Promise<Result>): Promise<Result> => {
    try {
      return await result
    } catch (error) {
      throw asRefusal(error)
    }
  }

  return {
    send: (call) => translated(paced(call)),
    ask: (call) => translated(repeated(call)),
  }
}
