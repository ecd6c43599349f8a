import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { vercel } from './api.ts'

/** All rows are looked at by one list. */
const freshMs = 10 * 60_000

const listSchema = z.object({ data: z.array(z.looseObject({ id: z.string() })).min(1) })
export type ListedModel = z.infer<typeof listSchema>['data'][number]

/**
 * What the gateway offers, by `creator/model`: https://ai-gateway.vercel.sh/v1/models, a list for everybody. The form of its prices is
 * described nowhere; `published-price.ts` has what others read there. Throws when it cannot be read now.
 */
export const createModelList = (api: VendorCall, now: () => number) => {
  let known: { until: number; models: Promise<ReadonlyMap<string, ListedModel>> } | undefined
  const fetchList = async (signal: AbortSignal): Promise<ReadonlyMap<string, ListedModel>> => {
    const { data } = await vercel.readAnswer(await api('v1/models', { signal }), listSchema)
    return new Map(data.map((model) => [model.id, model]))
  }
  return (signal: AbortSignal): Promise<ReadonlyMap<string, ListedModel>> => {
    if (known && now() < known.until) return known.models
    const models = fetchList(signal)
    known = { until: now() + freshMs, models }
    models.catch(() => {
      known = undefined
    })
    return models
  }
}
