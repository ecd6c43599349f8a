import { z } from 'zod'

/** What is kept of a start: the gateway's own reference, which goes back as it came, and the model, by which a job is asked for too. */
export const operationSchema = z.object({
  target: z.string(),
  reference: z.json(),
  /** The gateway's adapters leave out a seed of 0. */
  seedDropped: z.boolean().optional(),
  /** What the gateway said, when it took the job, that it left out of the request. */
  warnings: z.array(z.string()).optional(),
})
export type Operation = z.infer<typeof operationSchema>

/** What a gateway's answer says of a request that it did not do as asked, in its own words. */
export const warningsSchema = z
  .array(z.object({ type: z.string(), feature: z.string().optional(), details: z.string().optional(), message: z.string().optional() }))
  .nullish()
  .catch(null)
