import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Webhook, WebhookHint } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isUnderWay } from '../../src/core/vendor/status-kind.ts'
import { ignored, unsigned } from '../../src/core/vendor/webhook-hint.ts'
import { attemptOf, operationSchema } from './prediction.ts'

const toleranceMs = 5 * 60_000

const bodySchema = z.object({ webhook: z.string(), id: operationSchema.shape.id, status: z.string().catch('') })

/**
 * Checks a webhook of Replicate: its own `webhook` URL must name the attempt to whose address it came. The signature
 * is an HMAC-SHA256 over `id.timestamp.body`, by the secret in base64 after `whsec_`; the raw bytes are signed, so the
 * raw bytes are checked, in constant time, and nothing is read before. `now` is Replicate's own time, by which it signs. `eventId` is the same when it is sent again.
 * https://replicate.com/docs/topics/webhooks/verify-webhook
 */
export const readWebhook = (secret: string | undefined, { attemptId, rawBody, headers }: Webhook, now: number): WebhookHint => {
  if (secret === undefined) return ignored('REPLICATE_WEBHOOK_SECRET is not set')
  const id = headers.get('webhook-id')
  const timestamp = headers.get('webhook-timestamp')
  const signatures = headers.get('webhook-signature')
  if (!id || !timestamp || !signatures) return unsigned('it is not signed')
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now - Number(timestamp) * 1000) > toleranceMs) return unsigned('it is too old or too new')

  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(rawBody).digest()
  if (!signatures.split(' ').some((signature) => matches(signature, expected))) return unsigned('its signature is wrong')

  const prediction = bodySchema.safeParse(jsonOf(rawBody)).data
  if (!prediction || attemptOf(prediction.webhook) !== attemptId) return ignored('it is about another attempt')
  return { kind: 'moved', eventId: id, operation: { id: prediction.id }, ...(isUnderWay(prediction.status) && { goesOn: true }) }
}

/** There may be several, each after its version, while a secret is changed. */
const matches = (signature: string, expected: Buffer): boolean => {
  const [version, encoded = ''] = signature.split(',')
  const given = Buffer.from(encoded, 'base64')
  return version === 'v1' && given.byteLength === expected.byteLength && timingSafeEqual(given, expected)
}
