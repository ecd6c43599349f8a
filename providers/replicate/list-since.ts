import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { dateOf } from '../../src/core/vendor/their-clock.ts'
import { replicate } from './api.ts'
import { predictionSchema } from './prediction.ts'

/** A hundred predictions a page: beyond this an account is too busy to be read to the end. */
const mostPages = 50

export const listedSchema = predictionSchema.omit({ status: true })
export type Listed = z.infer<typeof listedSchema>

const pageSchema = z.object({ results: z.array(listedSchema), next: z.string().nullish() })

export interface List {
  /** Newest first, as Replicate lists them. */
  newer: Listed[]
  /** What stands on the last page behind them: older ones. */
  older: Listed[]
  /** False when there is more that was not read. */
  isComplete: boolean
  /** When it was read, by Replicate's clock. */
  theirTime: number | undefined
}

/** The account's predictions back to one that is known, or to the very first. */
export const listSince = async (api: VendorCall, known: string | null | undefined, signal: AbortSignal): Promise<List> => {
  const newer: Listed[] = []
  let path: string | null | undefined = 'predictions'
  let theirTime: number | undefined
  for (let page = 0; page < mostPages && path; page++) {
    const response: Response = await api(path, { signal })
    const { results, next }: z.infer<typeof pageSchema> = await replicate.readAnswer(response, pageSchema)
    theirTime ??= dateOf(response)
    const at = results.findIndex(({ id }) => id === known)
    newer.push(...results.slice(0, at < 0 ? results.length : at))
    if (at >= 0) return { newer, older: results.slice(at), isComplete: true, theirTime }
    path = next
  }
  return { newer, older: [], isComplete: !path, theirTime }
}
