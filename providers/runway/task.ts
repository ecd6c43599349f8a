import { z } from 'zod'

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/** Absent for a moment in older answers, so it is not relied on. */
const cost = z.object({ credits: z.number() }).optional()

/** A task as far as it is read: `TaskRetrieveResponse` of @runwayml/sdk 4. Another status does not parse. */
export const taskSchema = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['PENDING', 'THROTTLED']) }),
  z.object({ status: z.literal('RUNNING'), progress: z.number().optional() }),
  z.object({ status: z.literal('SUCCEEDED'), output: z.array(z.string()), cost }),
  z.object({ status: z.literal('FAILED'), failure: z.string().optional(), failureCode: z.string().optional(), cost }),
  z.object({ status: z.literal('CANCELLED'), cost }),
])
export type Task = z.infer<typeof taskSchema>
