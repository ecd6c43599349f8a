import { z } from 'zod'
import type { ProviderStatus } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { ofSameId } from '../../src/core/vendor/of-same-id.ts'
import { openInside, outputsOf } from '../../src/core/vendor/outputs.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { fal } from './api.ts'
import { type Operation, requestPath } from './operation.ts'
import { failure, failureByState, readProblem } from './refusal.ts'

const statusSchema = z.object({
  /** IN_QUEUE, IN_PROGRESS or COMPLETED, by its pages; others were seen. */
  status: z.string(),
  request_id: z.string().nullish(),
  queue_position: z.number().nullish().catch(null),
  /** Words, or an object with some. */
  error: z.unknown().optional(),
})

/** A seed is echoed by some endpoints; where the film stands differs. */
const resultSchema = z.object({ seed: z.number().nullish().catch(null) }).loose()

/** The scheme of outputs that lie inside of the answer: which of its films. */
export const insideScheme = 'fal:'

/**
 * How far a request is. `COMPLETED` is said of failed ones too: then the result is the error, with its status, also
 * 5xx. https://docs.fal.ai/documentation/model-apis/inference/queue
 */
export const readStatus = async (api: VendorCall, operation: Operation, signal: AbortSignal): Promise<ProviderStatus> => {
  const path = requestPath(operation)
  const response = await api(`${path}/status`, { signal })
  if (response.status === 404) return fal.gone
  const { status, queue_position: position, error, request_id: told } = await fal.readAnswer(response, statusSchema)
  switch (statusKind(status)) {
    case 'queued':
      return { kind: 'queued', ...(typeof position === 'number' ? { position } : {}) }
    case 'running':
      return { kind: 'running' }
    case 'canceled':
      return { kind: 'canceled' }
    case 'failed':
      return readFailure(await ended(api, path, signal), error)
    case 'succeeded':
      return ofSameId(
        await readResult(await api(path, { signal }), { hasFailed: Boolean(error), seedSent: operation.seed }),
        operation.requestId,
        told,
        fal.unanswered,
      )
  }
}

/** The bytes of a film that lies inside of the result. */
export const openFilm = async (api: VendorCall, operation: Operation, url: string, signal: AbortSignal) => {
  const { seed: _, ...result } = await fal.readAnswer(await api(requestPath(operation), { signal }), resultSchema)
  return openInside(result, insideScheme, url)
}

/** Whatever became of the result of a failed request, it has failed: the result only tells why, and else the state itself does. */
const readFailure = async (response: Response | null, told: unknown): Promise<ProviderStatus> => {
  const body = response ? await bodyOf(response) : ''
  const isTold = response && !response.ok && readProblem(body, response.headers).type !== null
  return { kind: 'failed', error: isTold ? failure(response, body) : failureByState(told) }
}

/** The result of a failed request; null where there is none, for then it is waited for no longer. */
const ended = (api: VendorCall, path: string, signal: AbortSignal): Promise<Response | null> =>
  api(path, { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error
    return null
  })

const readResult = async (
  response: Response,
  { hasFailed, seedSent }: { hasFailed: boolean; seedSent: Operation['seed'] },
): Promise<ProviderStatus> => {
  const { status, headers } = response
  if (response.ok) {
    const { seed, ...result } = await fal.readAnswer(response, resultSchema)
    const outputs = outputsOf(result, insideScheme)
    return outputs.length === 0 ? fal.noClip : { kind: 'succeeded', outputs, seed: seed ?? seedSent }
  }
  if (status === 404 || status === 410) return fal.gone
  // These say something about our account or our haste and nothing about the clip, which may well be there.
  if ([401, 402, 403, 408, 429].includes(status)) throw fal.unanswered(`HTTP ${status} for a result`, headers)
  const body = await response.text()
  const { type, words } = readProblem(body, headers)
  if (type === 'client_cancelled' || status === 499) return { kind: 'canceled' }
  // A gateway that stumbles answers 5xx as well, but without a type.
  if (status >= 500 && type === null && !hasFailed) throw fal.unanswered(`HTTP ${status} for a result`, headers)
  // The queue's own, although it has just said that the request is done.
  if (status === 400 && /still in progress/i.test(words) && !hasFailed) throw fal.unanswered('the result is not there yet', headers)
  // "Failed requests that return 5xx status codes are not billed"; others may be, when a runner had begun.
  // https://docs.fal.ai/model-apis/model-endpoints/reliability
  return { kind: 'failed', error: failure(response, body), ...(status >= 500 && { costUsd: 0 }) }
}
