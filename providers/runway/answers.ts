import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const credits = z.object({ credits: z.number() })
const common = { id: z.string(), createdAt: z.string().optional(), estimatedCost: credits.optional() }

/** `TaskRetrieveResponse` of @runwayml/sdk 4.20.1. */
const task = z.discriminatedUnion('status', [
  z.object({ ...common, status: z.enum(['PENDING', 'THROTTLED']) }),
  z.object({ ...common, status: z.literal('RUNNING'), progress: z.number() }),
  z.object({ ...common, status: z.literal('SUCCEEDED'), output: z.array(z.string()), cost: credits }),
  z.object({ ...common, status: z.literal('FAILED'), failure: z.string(), failureCode: z.string().optional(), cost: credits }),
  z.object({ ...common, status: z.literal('CANCELLED'), cost: credits }),
])

/** What Runway answers, by the types of @runwayml/sdk 4.20.1. */
export const answers: readonly AnswerForm[] = [
  {
    call: 'create',
    method: 'POST',
    path: /\/v1\/\w+_(to_video|to_image|upscale)$/,
    body: z.object({ id: z.string(), estimatedCost: credits }),
  },
  // "Aborted and deleted tasks will not be able to be fetched again."
  { call: 'status', method: 'GET', path: /\/v1\/tasks\/[\w-]+$/, statuses: [200, 404], body: task },
  { call: 'cancel', method: 'DELETE', path: /\/v1\/tasks\/[\w-]+$/, statuses: [204] },
  {
    call: 'organization',
    method: 'GET',
    path: /\/v1\/organization$/,
    body: z.looseObject({ creditBalance: z.number(), tier: z.looseObject({ models: z.record(z.string(), z.unknown()) }) }),
  },
  {
    call: 'upload',
    method: 'POST',
    path: /\/v1\/uploads$/,
    body: z.object({ uploadUrl: z.string(), fields: z.record(z.string(), z.unknown()), runwayUri: z.string() }),
  },
]
