import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { vercel, videoHeaders } from './api.ts'
import { type Operation, warningsSchema } from './operation.ts'

/** For films that lie inside of the answer. */
export const insideScheme = 'vercel:'

const metadataSchema = z
  .object({
    gateway: z.looseObject({
      cost: z.union([z.number(), z.string()]).nullish(),
      generationId: z.string().nullish(),
      asyncJob: z.looseObject({ jobId: z.string().nullish() }).nullish(),
    }),
  })
  .nullish()
  .catch(null)

const videoSchema = z.union([
  z.object({ type: z.literal('url'), url: z.string(), mediaType: z.string().catch('video/mp4') }),
  z
    .object({ type: z.literal('base64'), data: z.string(), mediaType: z.string().catch('video/mp4') })
    // As an address, like those of other vendors.
    .transform(({ data, mediaType }) => ({ url: `data:${mediaType};base64,${data}`, mediaType })),
])

/** `gatewayVideoStatusResponseSchema` of `@ai-sdk/gateway` 4.0.62, as far as it is read. */
const statusSchema = z.object({
  /** pending, completed, error or cancelled. */
  status: z.string(),
  videos: z.array(videoSchema).nullish(),
  error: z.unknown().optional(),
  warnings: warningsSchema,
  providerMetadata: metadataSchema,
})
export type Status = z.infer<typeof statusSchema>

/** The gateway's answer about a job; null where it does not know it. The reference goes back as it came. */
export const fetchStatus = async (api: VendorCall, { target, reference }: Operation, signal: AbortSignal): Promise<Status | null> => {
  const json = { operation: reference }
  const response = await api('v4/ai/video-model/status', { method: 'POST', json, headers: videoHeaders(target), signal })
  return response.status === 404 ? null : vercel.readAnswer(response, statusSchema)
}

/** The films of a job that is done. */
export const readStatus = async (api: VendorCall, operation: Operation, signal: AbortSignal): Promise<Status['videos']> =>
  (await fetchStatus(api, operation, signal))?.videos
