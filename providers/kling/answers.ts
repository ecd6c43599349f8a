import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

const task = z.object({
  task_id: z.string(),
  task_status: z.enum(['submitted', 'processing', 'succeed', 'failed']),
  task_status_msg: z.string().nullish(),
  task_info: z.object({ external_task_id: z.string().nullish(), parent_video: known }).nullish(),
  task_result: z
    .object({
      videos: z.array(z.object({ id: z.string(), url: z.string(), duration: z.string(), watermark_url: known })).optional(),
      images: known,
    })
    .nullish(),
  created_at: z.number().optional(),
  updated_at: z.number().optional(),
  final_unit_deduction: known,
  final_balance_deduction: known,
  watermark_info: known,
})

const inEnvelope = (data: z.ZodType) =>
  z.object({ code: z.int(), message: z.string().optional(), request_id: z.string().optional(), data: data.optional() })

/** The same in the standard of https://kling.ai/document-api, where outputs are a list and what was paid stands beside them. */
const newerTask = z.object({
  id: z.string(),
  status: z.enum(['submitted', 'processing', 'succeeded', 'failed']),
  message: z.string().nullish(),
  external_id: z.string().nullish(),
  outputs: z.array(z.object({ type: z.string(), id: known, url: z.string(), watermark_url: known, duration: known })).nullish(),
  billing: z
    .array(z.object({ charge_type: z.string(), amount: z.union([z.string(), z.number()]), currency: known, package_type: known }))
    .nullish(),
  create_time: known,
  update_time: known,
})

/** What Kling answers, by copies of https://app.klingai.com/global/dev/document-api, read 2026-11. */
export const answers: readonly AnswerForm[] = [
  { call: 'create', method: 'POST', path: /\/v1\/videos\/[\w-]+$/, body: inEnvelope(task) },
  { call: 'status', method: 'GET', path: /\/v1\/videos\/[\w-]+\/[\w-]+$/, body: inEnvelope(task) },
  { call: 'status', method: 'GET', path: /\/tasks$/, body: inEnvelope(z.array(newerTask)) },
  {
    call: 'list',
    method: 'POST',
    path: /\/tasks$/,
    body: inEnvelope(
      z.object({ result: z.array(newerTask), count: known, next_cursor: z.string().nullish(), has_more: z.boolean().optional() }),
    ),
  },
  { call: 'create', method: 'POST', path: /\/[\w-]+\/kling-[\w.-]+$/, body: inEnvelope(newerTask) },
  { call: 'list', method: 'GET', path: /\/v1\/videos\/[\w-]+$/, body: inEnvelope(z.array(task)) },
]
