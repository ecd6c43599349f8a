import { z } from 'zod'

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/** Absent for a moment in older answers, so it is not relied on. */
const cost = z.object({ credits: z.number() }).optional()

/** A task as far as it is read, by `TaskRetrieveResponse` of @runwayml/sdk 4: PENDING, THROTTLED, RUNNING, SUCCEEDED, FAILED or CANCELLED. */
export const taskSchema = z.object({
  status: z.string(),
  progress: z.number().optional().catch(undefined),
  output: z.array(z.string()).optional().catch(undefined),
  failure: z.string().optional().catch(undefined),
  failureCode: z.string().optional().catch(undefined),
  cost,
})
export type Task = z.infer<typeof taskSchema>
