import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()
const base = { base_resp: z.object({ status_code: z.int(), status_msg: z.string().nullish() }) }

const newerTask = z.object({
  id: z.string(),
  model: known,
  status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
  error: z.object({ code: known, message: z.string().nullish() }).nullish(),
  content: known,
  created_at: known,
  updated_at: known,
  resolution: known,
  ratio: known,
  duration: known,
  seed: known,
  usage: known,
})

/** What MiniMax answers: https://platform.minimax.io/docs/api-reference/video-generation-intro, read 2026-11. */
export const answers: readonly AnswerForm[] = [
  { call: 'create', method: 'POST', path: /\/v1\/video_generation$/, body: z.object({ task_id: z.string(), ...base }) },
  // Version 2: https://platform.minimax.io/docs/api-reference/video-generation-v2-create, -query.
  { call: 'create', method: 'POST', path: /\/v2\/video_generation$/, body: z.object({ task_id: z.string(), base_resp: known }) },
  { call: 'status', method: 'GET', path: /\/v2\/query\/video_generation\/[\w-]+$/, body: z.object({ task: newerTask, base_resp: known }) },
  {
    call: 'list',
    method: 'GET',
    path: /\/v2\/query\/video_generation$/,
    body: z.object({ items: z.array(newerTask), total: z.int(), base_resp: known }),
  },
  {
    call: 'status',
    method: 'GET',
    path: /\/v1\/query\/video_generation$/,
    body: z.object({
      task_id: z.string(),
      status: z.enum(['Preparing', 'Queueing', 'Processing', 'Success', 'Fail']),
      file_id: z.string().nullish(),
      video_width: known,
      video_height: known,
      error_message: known,
      ...base,
    }),
  },
  {
    call: 'file',
    method: 'GET',
    path: /\/v1\/files\/retrieve$/,
    body: z.object({
      file: z.object({
        file_id: known,
        bytes: known,
        created_at: known,
        filename: known,
        purpose: known,
        download_url: z.string(),
        backup_download_url: known,
      }),
      ...base,
    }),
  },
]
