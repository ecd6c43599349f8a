import { z } from 'zod'
import type { Mode } from '../../src/core/request.ts'

/** The two kinds of task, each with addresses of its own. */
const kinds = ['text2video', 'image2video'] as const
export type Kind = (typeof kinds)[number]

/** Null for what Kling's direct API is not asked for here. */
export const kindOf = (mode: Mode): Kind | null => (mode === 't2v' ? 'text2video' : mode === 'i2v' ? 'image2video' : null)

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/), kind: z.enum(kinds) })

/** Where tasks of a kind are made and listed, and where one is found: by Kling's id, or by ours. */
export const pathOf = (kind: Kind, id?: string): string => `v1/videos/${kind}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`

/** What names a task: `external_task_id` is our attempt. */
export const taskIdSchema = z.object({
  task_id: z.string().regex(/^[\w-]+$/),
  task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
})
export type TaskId = z.infer<typeof taskIdSchema>

/** A task as far as it is read: submitted, processing, succeed or failed. */
export const taskSchema = z.object({
  task_status: z.string(),
  task_status_msg: z.string().nullish(),
  task_result: z.unknown().optional(),
})
export type Task = z.infer<typeof taskSchema>
