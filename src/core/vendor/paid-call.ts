import type { z } from 'zod'
import { MoodreelError } from '../errors.ts'
import type { ProviderError, SubmitResult } from '../provider.ts'
import { say, type Text } from '../words/sentence.ts'
import { bodyOf } from './read-answer.ts'
import { reasonOf, wasNeverSent } from './wire-fault.ts'

/** A refusal is an answer of the vendor's own. A 408 may come from a proxy after the request had gone through. */
export const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408

export const rejected = (error: ProviderError): SubmitResult => ({ kind: 'rejected', error })

/** A request that cannot be written in the vendor's words. */
export const misfit = (problem: Text): SubmitResult => rejected({ class: 'invalid_input', message: problem })

const unknown = (reason: string): SubmitResult => ({ kind: 'unknown', reason })

/**
 * The bot itself was stopped before the paid call. Nothing was asked for, so this is the class that makes the bot submit again
 * when it runs again.
 */
export const stopped = rejected({ class: 'rate_limited', message: say('provider.stopped'), retryAfterMs: 0 })

/** What came of a submit that broke before its paid call: nothing was asked for. `usual` says so where the error has no sentence. */
export const unprepared = (error: unknown, usual: ProviderError, signal: AbortSignal): SubmitResult => {
  if (signal.aborted) return stopped
  return rejected({ ...usual, ...(error instanceof MoodreelError && { message: error.sentence }), detail: reasonOf(error) })
}

/**
 * Makes the one call that is paid for, and says what can be known of it when it breaks: `unreached` when certainly nothing was
 * sent, otherwise that its outcome is unknown. `call` makes it once and reads its answer.
 */
export const paidCall = async (call: () => Promise<SubmitResult>, unreached: ProviderError): Promise<SubmitResult> => {
  try {
    return await call()
  } catch (error) {
    const reason = reasonOf(error)
    return wasNeverSent(error) ? rejected({ ...unreached, detail: reason }) : unknown(reason)
  }
}

/** How the answer to a paid call is read, where its HTTP status means what it says. */
interface Created<Body> {
  refusal(response: Response, body: string): ProviderError
  schema: z.ZodType<Body>
  accept(body: Body): SubmitResult | Promise<SubmitResult>
}

/** What the answer to a paid call says became of it. Whatever is neither a refusal nor a job is unknown. */
export const readCreated = async <Body>(response: Response, { refusal, schema, accept }: Created<Body>): Promise<SubmitResult> => {
  const { ok, status } = response
  if (isRefusal(status)) return rejected(refusal(response, await bodyOf(response)))
  if (!ok) return unknown(`HTTP ${status}`)
  const body = schema.safeParse(await response.json())
  return body.success ? accept(body.data) : unknown(`HTTP ${status} without a job: ${body.error.issues[0]?.path.join('.')}`)
}
