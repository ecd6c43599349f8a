import { z } from 'zod'

/** Whether a model is made by version 2 of the API: H3 and what comes after it. Hailuo and the Director models are of version 1. */
export const isNewer = (target: string): boolean => /^MiniMax-H\d/.test(target)

/** An operation of this provider; `version` is absent for one of version 1. */
export const operationSchema = z.object({ taskId: z.string().min(1), version: z.literal(2).optional() })

/** The operation of a task of version 2. */
export const newerOperation = (taskId: string): { taskId: string; version: 2 } => ({ taskId, version: 2 })
