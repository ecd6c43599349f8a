import { Buffer } from 'node:buffer'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'
import type { ProviderRequest, ProviderTools, Webhook, WebhookHint } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import type { TheirClock } from '../../src/core/vendor/their-clock.ts'
import { ignored, unsigned } from '../../src/core/vendor/webhook-hint.ts'
import { fal } from './api.ts'
import type { Known } from './known.ts'
import { type Operation, operationSchema } from './operation.ts'

const keysUrl = 'https://rest.alpha.fal.ai/.well-known/jwks.json'
const toleranceMs = 5 * 60_000
/** fal lets its keys be kept for a day. */
const keptMs = 24 * 3_600_000
/** How soon keys are asked for again when none of those that are known fits. */
const freshMs = 5 * 60_000
const patienceMs = 10_000

const keySchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().regex(/^[\w-]{43}$/) })
const keySetSchema = z.object({ keys: z.array(z.unknown()) })
const keptSchema = z.object({ keys: z.array(keySchema), at: z.number() })
type Kept = z.infer<typeof keptSchema>

const bodySchema = z.object({ request_id: operationSchema.shape.requestId })

interface Tools extends Pick<ProviderTools, 'fetch' | 'now' | 'cache'> {
  known: Known
  /** By which it signs. */
  clock: TheirClock
  /** The operation of an attempt, as far as what it asked for tells. */
  operationOf(given: ProviderRequest, requestId: string): Promise<Operation | null>
}

/**
 * Checks a webhook of fal: an Ed25519 signature, in hexadecimal, over request id, user id, timestamp and the SHA-256 of
 * the raw body in hexadecimal, joined by line breaks, by one of the keys that fal publishes. `eventId` is the same when
 * it is sent again. What it tells is remembered, so that a submit of unknown outcome can be reconciled. Throws MoodreelError
 * `provider_failed` when there are no keys to check it with.
 * https://docs.fal.ai/model-apis/model-endpoints/webhooks
 */
export const readWebhook = async (tools: Tools, { attemptId, rawBody, headers, given }: Webhook): Promise<WebhookHint> => {
  const header = (name: string): string => headers.get(`x-fal-webhook-${name}`) ?? ''
  const [id, user, timestamp, signature] = ['request-id', 'user-id', 'timestamp', 'signature'].map(header)
  if (!id || !user || !timestamp || !signature) return unsigned('it is not signed')
  if (!/^[0-9a-f]{128}$/i.test(signature)) return unsigned('its signature is wrong')
  const digest = createHash('sha256').update(rawBody).digest('hex')
  const message = Buffer.from([id, user, timestamp, digest].join('\n'))
  const trusted = await isTrusted(tools, message, Buffer.from(signature, 'hex'))
  // Thrown, so that fal sends it again.
  if (trusted === null) throw fal.unanswered('its keys could not be read')
  if (!trusted) return unsigned('its signature is wrong')
  // Only now: the one who answers with the keys also tells the time by which it signs.
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(tools.clock.now() - Number(timestamp) * 1000) > toleranceMs) {
    return unsigned('it is too old or too new')
  }

  const requestId = bodySchema.safeParse(jsonOf(rawBody)).data?.request_id
  if (requestId === undefined) return ignored('it names no request')
  const known = await tools.known.requestOf(attemptId)
  if (known !== null && known !== requestId) return ignored('it is about another attempt')
  if (known === null) await tools.known.note(attemptId, requestId)
  const operation = given && (await tools.operationOf(given, requestId))
  return { kind: 'moved', eventId: id, ...(operation && { operation: { ...operation } }) }
}

/** Null when there are no keys to check with. */
const isTrusted = async (tools: Tools, message: Buffer, signature: Buffer): Promise<boolean | null> => {
  const fits = ({ keys }: Kept): boolean => keys.some((key) => verify(null, message, createPublicKey({ key, format: 'jwk' }), signature))
  const kept = keptSchema.safeParse(await tools.cache.get('jwks')).data
  if (kept && (fits(kept) || tools.now() - kept.at < freshMs)) return fits(kept)
  const fresh = await fetchKeys(tools)
  return fresh ? fits(fresh) : kept ? false : null
}

/** Another origin than the queue's, so our key stays at home. */
const fetchKeys = async ({ fetch, now, clock, cache }: Tools): Promise<Kept | null> => {
  const answer = await fetch(keysUrl, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) })
    .then((response) => {
      clock.heed(response)
      return response.ok ? response.json() : null
    })
    // Then there are none, and that is said.
    .catch(() => null)
  const found = keySetSchema.safeParse(answer)
  if (!found.success) return null
  const kept = { keys: found.data.keys.flatMap((key) => keySchema.safeParse(key).data ?? []), at: now() }
  await cache.set('jwks', kept, keptMs)
  return kept
}
