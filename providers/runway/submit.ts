import type RunwayML from '@runwayml/sdk'
import { APIError } from '@runwayml/sdk'
import { z } from 'zod'
import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import { isRefusal, misfit, paidCall, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { say } from '../../src/core/words/sentence.ts'
import { type Runway, runway as vendor } from './client.ts'
import { fileUri, mostUploadMegabytes } from './file-uri.ts'
import type { RunwayCall } from './maker.ts'
import { mapRequest } from './map-request.ts'
import { refusal } from './refusal.ts'
import { createdSchema, usdPerCredit } from './task.ts'

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

const isRefused = (error: unknown): error is APIError => error instanceof APIError && error.status !== undefined && isRefusal(error.status)

const prepare = async (runway: Runway, given: ProviderRequest, signal: AbortSignal): Promise<SubmitResult | RunwayCall> => {
  if (given.inputs.some(({ sizeBytes }) => sizeBytes > mostUploadMegabytes * 1_000_000)) {
    return misfit(say('provider.filesUpTo', { vendor: vendor.name, megabytes: mostUploadMegabytes }))
  }
  try {
    const client = runway(signal, prepareMs)
    const call = await mapRequest(given, (input) => fileUri(client, input))
    return 'problem' in call ? misfit(call.problem) : call
  } catch (error) {
    if (isRefused(error) && !signal.aborted) return rejected(refusal(error))
    return unprepared(error, vendor.unreached, signal)
  }
}

const create = (client: RunwayML, call: RunwayCall): Promise<SubmitResult> =>
  paidCall(async () => {
    try {
      const answer = createdSchema.safeParse(await send(client, call))
      if (!answer.success) return { kind: 'unknown', reason: `an answer without an id: ${z.prettifyError(answer.error)}` }
      const { id, estimatedCost } = answer.data
      return { kind: 'accepted', operation: { id }, ...(estimatedCost && { estimatedUsd: estimatedCost.credits * usdPerCredit }) }
    } catch (error) {
      if (isRefused(error)) return rejected(refusal(error))
      // An answer came, so that it was sent; the package's own words have its body in them.
      if (error instanceof APIError && error.status !== undefined) return { kind: 'unknown', reason: `HTTP ${error.status}` }
      throw error
    }
  }, vendor.unreached)

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
    case 'textToImage':
      return client.textToImage.create(body, once)
  }
}
