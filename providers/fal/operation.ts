import { z } from 'zod'

/** An operation of this provider: the endpoint that was asked, and the id that the queue gave. */
export const operationSchema = z.object({
  endpoint: z.string().regex(/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)+$/),
  requestId: z.string().regex(/^[\w-]+$/),
  /** The seed that was sent, null for none: most endpoints do not tell it. */
  seed: z.number().nullish(),
})
export type Operation = z.infer<typeof operationSchema>

/** Ids that stand before the owner of an app: `parseEndpointId` of @fal-ai/client 1.10.1. */
const namespaces = new Set(['workflows', 'comfy'])

/**
 * Where a request is asked about. It lives under `owner/app` and not under the path of the model in that app, which only
 * a submit names: https://docs.fal.ai/model-endpoints/queue.
 */
export const requestPath = ({ endpoint, requestId }: Pick<Operation, 'endpoint' | 'requestId'>): string => {
  const parts = endpoint.split('/')
  const app = parts.slice(0, namespaces.has(parts[0] ?? '') ? 3 : 2).join('/')
  return `${app}/requests/${requestId}`
}
