import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

/** https://replicate.com/docs/reference/http#predictions.get, read 2026-11; what stands there but is not read here is only named. */
const prediction = z.object({
  id: z.string(),
  status: z.enum(['starting', 'processing', 'succeeded', 'failed', 'canceled', 'aborted']),
  model: z.string().nullish(),
  version: z.string().nullish(),
  input: z.record(z.string(), z.unknown()).nullish(),
  output: known,
  error: known,
  logs: z.string().nullish(),
  created_at: z.string(),
  started_at: z.string().nullish(),
  completed_at: z.string().nullish(),
  data_removed: z.boolean().nullish(),
  webhook: z.string().nullish(),
  webhook_events_filter: known,
  urls: known,
  metrics: known,
  source: known,
  deadline: known,
})

/** What Replicate answers. */
export const answers: readonly AnswerForm[] = [
  { call: 'create', method: 'POST', path: /\/predictions$/, statuses: [201], body: prediction },
  { call: 'status', method: 'GET', path: /\/predictions\/[\w-]+$/, body: prediction },
  { call: 'cancel', method: 'POST', path: /\/predictions\/[\w-]+\/cancel$/, body: prediction },
  {
    call: 'list',
    method: 'GET',
    path: /\/predictions$/,
    // What a list leaves out of each is not read there.
    body: z.object({ previous: known, next: z.string().nullish(), results: z.array(prediction.partial().required({ id: true })) }),
  },
  {
    call: 'model',
    method: 'GET',
    path: /\/models\/[\w.-]+\/[\w.-]+(\/versions\/[\w-]+)?$/,
    body: z.looseObject({ latest_version: z.looseObject({ openapi_schema: z.looseObject({}) }).nullish() }),
  },
  { call: 'upload', method: 'POST', path: /\/files$/, statuses: [201], body: z.looseObject({ urls: z.looseObject({ get: z.string() }) }) },
]
