import { z } from 'zod'
import type { Mode } from '../../src/core/request.ts'

/**
 * The kinds of task, by where they are asked about: two of the older standard, with addresses of their own, and `task` of the newer one,
 * which has one address for all.
 */
const kinds = ['text2video', 'image2video', 'task'] as const
export type Kind = (typeof kinds)[number]

/** Whether a model is of the newer standard, which wants a key: Kling writes `kling-v3` in the older one and `kling-3.0` in the newer. */
export const needsKey = (target: string): boolean => !target.startsWith('kling-v')

/** Whether a model takes pictures and a video beside its words, which only Kling's Omni models do. */
export const isOmni = (target: string): boolean => target.endsWith('-omni')

const olderKinds: Partial<Record<Mode, Kind>> = { t2v: 'text2video', i2v: 'image2video' }

/** Null for what Kling's direct API is not asked for here. */
export const kindOf = (mode: Mode, target: string): Kind | null => {
  if (!needsKey(target)) return olderKinds[mode] ?? null
  return mode in olderKinds || (mode === 'v2v' && isOmni(target)) ? 'task' : null
}

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/), kind: z.enum(kinds) })

/** Where tasks of the older standard are made and listed. */
export const olderPath = (kind: Exclude<Kind, 'task'>): string => `v1/videos/${kind}`

/** Where a task is asked about by Kling's id. */
export const questionOf = (kind: Kind, id: string): string =>
  kind === 'task' ? `tasks?${new URLSearchParams({ task_ids: id })}` : `${olderPath(kind)}/${encodeURIComponent(id)}`

/** The same by the name that the create gave it. */
export const namedQuestionOf = (kind: Kind, name: string): string =>
  kind === 'task' ? `tasks?${new URLSearchParams({ external_task_ids: name })}` : questionOf(kind, name)

const id = z.string().regex(/^[\w-]+$/)

/** What names a task in both standards: its id, and our attempt. */
export const taskIdSchema = z.union([
  z
    .object({ task_id: id, task_info: z.object({ external_task_id: z.string().nullish() }).nullish() })
    .transform((told) => ({ id: told.task_id, name: told.task_info?.external_task_id ?? null })),
  z.object({ id, external_id: z.string().nullish() }).transform((told) => ({ id: told.id, name: told.external_id ?? null })),
])
export type TaskId = z.infer<typeof taskIdSchema>

/** What was paid for a task of the newer standard: from the balance, or in units of a pack whose price depends on the account. */
const billingSchema = z.array(z.object({ charge_type: z.string(), amount: z.coerce.number(), currency: z.string().nullish() }))

/** A task as far as it is read: submitted, processing, succeed (older) or succeeded (newer), or failed. */
const taskSchema = z.union([
  z
    .object({
      task_id: z.string().nullish(),
      task_status: z.string(),
      task_status_msg: z.string().nullish(),
      task_result: z.unknown().optional(),
    })
    .transform((told) => ({
      id: told.task_id,
      status: told.task_status,
      message: told.task_status_msg,
      result: told.task_result,
      costUsd: undefined,
    })),
  z
    .object({
      id: z.string().nullish(),
      status: z.string(),
      message: z.string().nullish(),
      outputs: z.unknown().optional(),
      billing: billingSchema.nullish().catch(null),
    })
    .transform(({ outputs, billing, ...told }) => ({ ...told, result: outputs, costUsd: usdIn(billing ?? []) })),
])
export type Task = z.infer<typeof taskSchema>

/** Undefined where any of it was paid in something else than dollars. */
const usdIn = (billing: z.infer<typeof billingSchema>): number | undefined => {
  const isDollars = billing.length > 0 && billing.every(({ charge_type: type, currency }) => type === 'cash' && currency === 'USD')
  return isDollars ? billing.reduce((sum, { amount }) => sum + amount, 0) : undefined
}

const listOf = <T>(kind: Kind, one: z.ZodType<T>): z.ZodType<T[]> => (kind === 'task' ? z.array(one) : one.transform((task) => [task]))

/** What an answer to a question tells: a task, or in the newer standard a list of at most one. */
export const tellsOf = (kind: Kind): z.ZodType<Task[]> => listOf(kind, taskSchema)

/** The same, as far as it names the task. */
export const namesOf = (kind: Kind): z.ZodType<TaskId[]> => listOf(kind, taskIdSchema)
