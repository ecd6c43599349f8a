import { Buffer } from 'node:buffer'
import { z } from 'zod'
import type { Webhook, WebhookHint } from '../../src/core/provider.ts'
import { findFilms } from '../../src/core/vendor/find-films.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isUnderWay, statusKind } from '../../src/core/vendor/status-kind.ts'
import { ignored } from '../../src/core/vendor/webhook-hint.ts'
import { isAttemptId, type Mailbox } from './mailbox.ts'

/** A prediction as Cog posts it; `input` is echoed. https://github.com/replicate/cog/blob/main/docs/http.md#webhooks */
const predictionSchema = z.object({
  id: z.string().nullish(),
  /** starting, processing, succeeded, failed or canceled. */
  status: z.string(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  input: z.object({ seed: z.unknown().optional() }).nullish().catch(undefined),
})

/**
 * Keeps what a webhook tells. Cog does not sign; the secret in the address was checked by the house. A clip that comes
 * along as a data URL is kept as a file. Throws when it cannot be kept, so that Cog sends it again.
 */
export const readWebhook = async (mailbox: Mailbox, { attemptId, rawBody, given }: Webhook): Promise<WebhookHint> => {
  if (!isAttemptId(attemptId)) return ignored('its address names no attempt')
  const prediction = predictionSchema.safeParse(jsonOf(rawBody)).data
  if (!prediction) return ignored('it is no prediction')
  const { id, output, error, input } = prediction
  const status = statusKind(prediction.status)
  const moved: WebhookHint = { kind: 'moved', ...(given && { operation: { id: attemptId, predictor: given.model.target } }) }
  if ((id ?? attemptId) !== attemptId) return ignored('it is about another attempt')
  if (status === 'queued' || status === 'running') {
    await mailbox.putStarted(attemptId)
    return isUnderWay(prediction.status) ? { ...moved, goesOn: true } : moved
  }
  // Of a list the last film counts, for later ones are better.
  const [url = null] = findFilms(Array.isArray(output) ? output.toReversed() : output)
  const clip = url === null ? null : decode(url)
  const seed = typeof input?.seed === 'number' ? input.seed : null
  const ended = { status, output: clip ? ('file' as const) : url === null ? null : { url }, error: wordsOf(error), seed }
  await mailbox.putEnded(attemptId, ended, clip)
  return moved
}

const wordsOf = (error: unknown): string | null =>
  error === null || error === undefined ? null : (typeof error === 'string' ? error : JSON.stringify(error)).slice(0, 1000)

/** The bytes of a data URL as Cog writes it; null for a link. */
const decode = (url: string): Uint8Array | null => {
  const comma = url.indexOf(',')
  return /^data:[^,]*;base64$/i.test(url.slice(0, Math.max(comma, 0))) ? Buffer.from(url.slice(comma + 1), 'base64') : null
}
