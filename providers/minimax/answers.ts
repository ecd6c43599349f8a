import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()
const base = { base_resp: z.object({ status_code: z.int(), status_msg: z.string().nullish() }) }

/** What MiniMax answers: https://platform.minimax.io/docs/api-reference/video-generation-intro, read 2026-11. */
export const answers: readonly AnswerForm[] = [
  { call: 'create', method: 'POST', path: /\/v1\/video_generation$/, body: z.object({ task_id: z.string(), ...base }) },
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
