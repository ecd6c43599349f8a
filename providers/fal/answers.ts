import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

const state = z.object({
  status: z.enum(['IN_QUEUE', 'IN_PROGRESS', 'COMPLETED']),
  request_id: z.string(),
  response_url: z.string().optional(),
  status_url: z.string().optional(),
  cancel_url: z.string().optional(),
  gateway_request_id: known,
  queue_position: z.int().nullish(),
  logs: known,
  metrics: known,
  error: known,
  error_type: known,
})

const file = z.object({
  url: z.string(),
  content_type: z.string().nullish(),
  file_name: z.string().nullish(),
  file_size: z.number().nullish(),
  width: known,
  height: known,
  fps: known,
  duration: known,
  num_frames: known,
})

/** What fal's queue answers: https://docs.fal.ai/model-endpoints/queue, read 2026-11. Results are each endpoint's own; these fields are common. */
export const answers: readonly AnswerForm[] = [
  // One that was canceled, or failed, has its reason in place of a result.
  {
    call: 'result',
    method: 'GET',
    path: /\/requests\/[\w-]+$/,
    statuses: [200, 422, 499],
    body: z.object({
      video: file.optional(),
      videos: z.array(file).optional(),
      image: file.optional(),
      images: z.array(file).optional(),
      audio: known,
      seed: z.int().nullish(),
      prompt: known,
      actual_prompt: known,
      expanded_prompt: known,
      has_nsfw_concepts: known,
      timings: known,
    }),
  },
  { call: 'status', method: 'GET', path: /\/requests\/[\w-]+\/status$/, statuses: [200, 202], body: state },
  {
    call: 'cancel',
    method: 'PUT',
    path: /\/requests\/[\w-]+\/cancel$/,
    statuses: [200, 202, 400],
    body: z.object({ status: z.enum(['CANCELLATION_REQUESTED', 'ALREADY_COMPLETED']) }),
  },
  { call: 'create', method: 'POST', path: /^\/[\w-][\w.-]*(\/[\w-][\w.-]*)+$/, body: state },
  { call: 'schema', method: 'GET', path: /\/openapi\.json$/ },
  { call: 'prices', method: 'GET', path: /\/models\/pricing$/ },
  { call: 'keys', method: 'GET', path: /\/jwks\.json$/ },
]
