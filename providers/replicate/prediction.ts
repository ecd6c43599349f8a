import { z } from 'zod'

/** A prediction, as far as it is read: https://replicate.com/docs/reference/http#predictions.get. */
export const predictionSchema = z.object({
  id: z.string(),
  /** starting, processing, succeeded, failed, canceled or aborted. */
  status: z.string(),
  input: z.record(z.string(), z.json()).nullish(),
  output: z.unknown().optional(),
  error: z.unknown().optional(),
  logs: z.string().nullish(),
  model: z.string().nullish(),
  version: z.string().nullish(),
  /** Null for one that never ran. */
  started_at: z.string().nullish(),
  created_at: z.iso.datetime({ offset: true }),
  /** Input, output and logs are taken away one hour after the end. */
  data_removed: z.boolean().nullish(),
  webhook: z.string().nullish(),
})
export type Prediction = z.infer<typeof predictionSchema>

/** An operation of this provider. */
export const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/** The attempt that a webhook URL of ours names, which is its last part; null for none. */
export const attemptOf = (webhook: string | null | undefined): string | null => {
  if (!webhook || !URL.canParse(webhook)) return null
  return new URL(webhook).pathname.split('/').findLast((part) => part !== '') ?? null
}
