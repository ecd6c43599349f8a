import { z } from 'zod'
import type { AnswerForm } from '../../src/core/provider.ts'

const known = z.unknown().optional()

/** Its number, the job's id, the graph, what came along, and the nodes that give something. */
const item = z.tuple([z.number(), z.string(), z.unknown()], z.unknown())

/** What ComfyUI answers: its server.py and execution.py, read 2026-11. */
export const answers: readonly AnswerForm[] = [
  {
    call: 'create',
    method: 'POST',
    path: /\/prompt$/,
    statuses: [200, 409],
    body: z.object({ prompt_id: z.string(), number: z.number(), node_errors: z.record(z.string(), z.unknown()) }),
  },
  { call: 'queue', method: 'GET', path: /\/queue$/, body: z.object({ queue_running: z.array(item), queue_pending: z.array(item) }) },
  {
    call: 'history',
    method: 'GET',
    path: /\/history\/[\w-]+$/,
    body: z.record(
      z.string(),
      z.object({
        prompt: z.array(z.unknown()),
        outputs: z.record(z.string(), z.record(z.string(), z.unknown())),
        status: z.object({
          status_str: z.enum(['success', 'error']),
          completed: z.boolean(),
          messages: z.array(z.tuple([z.string(), z.unknown()], z.unknown())),
        }),
        meta: known,
      }),
    ),
  },
  { call: 'delete', method: 'POST', path: /\/queue$/ },
  { call: 'interrupt', method: 'POST', path: /\/interrupt$/ },
  {
    call: 'upload',
    method: 'POST',
    path: /\/upload\/image$/,
    body: z.object({ name: z.string(), subfolder: z.string(), type: z.string().optional() }),
  },
  { call: 'view', method: 'GET', path: /\/view$/ },
  { call: 'nodes', method: 'GET', path: /\/object_info$/ },
]
