import { z } from 'zod'
import type { ProviderStatus } from '../../src/core/provider.ts'
import { veo } from './api.ts'
import { failureOf, filtered } from './refusal.ts'

/** An operation of this provider: Google's name for it, which is sent back as it is, and the model whose it is. */
export const operationSchema = z.object({ name: z.string().min(1), model: z.string().regex(/^[\w.-]+$/) })

/** The one output of an operation; only `open` understands it. */
export const clipUrl = 'veo:clip'

/**
 * An operation's state, as far as it is read: one without a bucket holds the clip itself.
 * https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/veo-video-generation
 */
export const answerSchema = z.object({
  done: z.boolean().nullish(),
  error: z.object({ code: z.number().nullish(), message: z.string().nullish() }).nullish(),
  response: z
    .object({
      raiMediaFilteredCount: z.number().nullish(),
      raiMediaFilteredReasons: z.array(z.string()).nullish(),
      videos: z.array(z.object({ bytesBase64Encoded: z.string().nullish() })).nullish(),
    })
    .nullish(),
})
export type Answer = z.infer<typeof answerSchema>

/** A state as a provider's status. Google tells neither a place in a queue nor progress, and names no seed. */
export const readStatus = ({ done, error, response }: Answer): ProviderStatus => {
  if (error) return error.code === canceledCode ? { kind: 'canceled' } : { kind: 'failed', error: failureOf(error) }
  if (!done) return { kind: 'running' }
  if (response?.videos?.[0]?.bytesBase64Encoded) return { kind: 'succeeded', outputs: [{ url: clipUrl }] }
  return response?.raiMediaFilteredCount ? { kind: 'failed', error: filtered(response.raiMediaFilteredReasons ?? []) } : veo.noClip
}

/** google.rpc.Code.CANCELLED. */
const canceledCode = 1
