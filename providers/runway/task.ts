import { z } from 'zod'

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/** What a credit of the API costs in US dollars: https://docs.dev.runwayml.com/guides/pricing, by third parties of 2026-10. */
export const usdPerCredit = 0.01

/** The answer to a create: "the maximum credits this task may charge", say the SDK's types. */
export const createdSchema = operationSchema.extend({
  estimatedCost: z.object({ credits: z.number().nonnegative() }).optional().catch(undefined),
})

/** Absent for a moment in older answers, so it is not relied on. */
const cost = z.object({ credits: z.number() }).optional()

/** A task as far as it is read, by `TaskRetrieveResponse` of @runwayml/sdk 4: PENDING, THROTTLED, RUNNING, SUCCEEDED, FAILED or CANCELLED. */
export const taskSchema = z.object({
  id: z.string().optional(),
  status: z.string(),
  progress: z.number().optional().catch(undefined),
  output: z.array(z.string()).optional().catch(undefined),
  failure: z.string().optional().catch(undefined),
  failureCode: z.string().optional().catch(undefined),
  cost,
})
export type Task = z.infer<typeof taskSchema>
