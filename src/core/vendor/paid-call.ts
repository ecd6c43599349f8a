import type { ProviderError, SubmitResult } from '../provider.ts'
import { reasonOf, wasNeverSent } from './wire-fault.ts'

/** A refusal is an answer of the vendor's own. A 408 may come from a proxy after the request had gone through. */
export const isRefusal = (status: number): boolean => status >= 400 && status < 500 && status !== 408

export const rejected = (error: ProviderError): SubmitResult => ({ kind: 'rejected', error })

/**
 * Makes the one call that is paid for, and says what can be known of it when it breaks: `unreached` when certainly nothing was
 * sent, otherwise that its outcome is unknown. `call` makes it once and reads its answer.
 */
export const paidCall = async (call: () => Promise<SubmitResult>, unreached: ProviderError): Promise<SubmitResult> => {
  try {
    return await call()
  } catch (error) {
    const reason = reasonOf(error)
    return wasNeverSent(error) ? rejected({ ...unreached, detail: reason }) : { kind: 'unknown', reason }
  }
}

/**
 * The bot itself was stopped before the paid call. Nothing was asked for, so this is the class that makes the bot submit again
 * when it runs again.
 */
export const stopped = rejected({ class: 'rate_limited', message: 'The bot was stopped; it goes on with this clip soon.', retryAfterMs: 0 })
