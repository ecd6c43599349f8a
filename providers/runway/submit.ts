import type RunwayML from '@runwayml/sdk'
import { APIError } from '@runwayml/sdk'
import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import type { ProviderError, ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { wasNeverConnected } from '../../src/core/wire-fault.ts'
import type { Runway } from './client.ts'
import { reasonOf } from './faults.ts'
import { fileUri, mostUploadBytes } from './file-uri.ts'
import { mapRequest, type RunwayCall } from './map-request.ts'
import { refusal } from './refusal.ts'
import { operationSchema } from './task.ts'

/** How long the uploads before the paid call may take, all together, and how long its answer may take. */
const prepareMs = 120_000
const createMs = 60_000

/**
 * Brings the files of a request to Runway and makes the one paid call. Whatever fails before that call is a rejection; what
 * becomes of the call itself is unknown unless Runway answers 2xx or 4xx or was never reached.
 */
export const submit = async (runway: Runway, given: ProviderRequest, attempt: SubmitAttempt): Promise<SubmitResult> => {
  const prepared = await prepare(runway, given, attempt.signal)
  if (!('endpoint' in prepared)) return prepared
  return attempt.signal.aborted ? stopped : create(runway(attempt.signal, createMs), prepared)
}

const rejected = (error: ProviderError): SubmitResult => ({ kind: 'rejected', error })

/**
 * The bot itself stopped before the paid call. Since an unknown outcome could never be cleared up at Runway, it is said
 * with the one class that makes the bot submit it again.
 */
const stopped = rejected({ class: 'rate_limited', message: 'The bot was stopped; it goes on with this clip soon.', retryAfterMs: 0 })

const unreachable = (error: unknown): SubmitResult =>
  rejected({
    class: 'transient',
    message: error instanceof MoodreelError ? error.userMessage : 'Runway cannot be reached; nothing was charged, please try again.',
    detail: reasonOf(error),
  })

const isRefusal = (error: unknown): error is APIError =>
  // A 408 may come from a proxy after the request had gone through.
  error instanceof APIError && error.status !== undefined && error.status >= 400 && error.status < 500 && error.status !== 408

const prepare = async (runway: Runway, given: ProviderRequest, signal: AbortSignal): Promise<SubmitResult | RunwayCall> => {
  const tooLarge = given.inputs.find(({ sizeBytes }) => sizeBytes > mostUploadBytes)
  if (tooLarge) {
    return rejected({ class: 'invalid_input', message: `Runway takes files up to 200 MB; use a smaller ${tooLarge.kind}.` })
  }
  try {
    const client = runway(signal, prepareMs)
    const call = await mapRequest(given, (input) => fileUri(client, input))
    return 'problem' in call ? rejected({ class: 'invalid_input', message: call.problem }) : call
  } catch (error) {
    if (signal.aborted) return stopped
    return isRefusal(error) ? rejected(refusal(error)) : unreachable(error)
  }
}

const create = async (client: RunwayML, call: RunwayCall): Promise<SubmitResult> => {
  try {
    const answer = operationSchema.safeParse(await send(client, call))
    return answer.success
      ? { kind: 'accepted', operation: { id: answer.data.id } }
      : { kind: 'unknown', reason: `an answer without an id: ${z.prettifyError(answer.error)}` }
  } catch (error) {
    if (isRefusal(error)) return rejected(refusal(error))
    return wasNeverConnected(error) ? unreachable(error) : { kind: 'unknown', reason: reasonOf(error) }
  }
}

/** Said here once more, for it is money. */
const once = { maxRetries: 0 }

const send = (client: RunwayML, { endpoint, body }: RunwayCall): Promise<unknown> => {
  switch (endpoint) {
    case 'textToVideo':
      return client.textToVideo.create(body, once)
    case 'imageToVideo':
      return client.imageToVideo.create(body, once)
    case 'videoToVideo':
      return client.videoToVideo.create(body, once)
  }
}
