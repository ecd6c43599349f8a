import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { dateOf } from '../../src/core/vendor/their-clock.ts'
import { minimax } from './api.ts'
import { idSchema } from './codes.ts'

const pageSize = 100
/** How much is read at most: MiniMax keeps the tasks of seven days. */
const mostPages = 50
/** The clip does not wait long for the time. */
const patienceMs = 10_000

const listedSchema = z.object({
  id: idSchema,
  /** In seconds since the epoch, by MiniMax's clock. */
  created_at: z.number().nullish(),
  resolution: z.string().nullish(),
  duration: z.number().nullish(),
})
export type Listed = z.infer<typeof listedSchema>

/** https://platform.minimax.io/docs/api-reference/video-generation-v2-list, which says nothing of the order. */
const pageSchema = z.object({ items: z.array(listedSchema), total: z.number().int() })

const read = async (api: VendorCall, model: string, page: { number: number; size: number }, signal: AbortSignal) => {
  const query = { page_num: `${page.number}`, page_size: `${page.size}`, 'filter.model': model, 'filter.task_type': 'generation' }
  const timeoutMs = page.size === 1 ? patienceMs : undefined
  const response = await api(`v2/query/video_generation?${new URLSearchParams(query)}`, { signal, ...(timeoutMs && { timeoutMs }) })
  return { ...(await minimax.readAnswer(response, pageSchema)), theirTime: dateOf(response) }
}

/** MiniMax's time, before a paid call. */
export const theirTimeNow = async (api: VendorCall, model: string, signal: AbortSignal): Promise<{ theirTime?: number }> => {
  const { theirTime } = await read(api, model, { number: 1, size: 1 }, signal)
  return theirTime === undefined ? {} : { theirTime }
}

export interface List {
  tasks: Listed[]
  /** False when there is more that was not read. */
  isComplete: boolean
  theirTime: number | undefined
}

/** All tasks of a model that the account has. */
export const listTasks = async (api: VendorCall, model: string, signal: AbortSignal): Promise<List> => {
  const tasks: Listed[] = []
  let theirTime: number | undefined
  for (let number = 1; number <= mostPages; number++) {
    const { items, total, theirTime: told } = await read(api, model, { number, size: pageSize }, signal)
    theirTime ??= told
    tasks.push(...items)
    if (tasks.length >= total) return { tasks, isComplete: true, theirTime }
    // It gave less than it says that there is.
    if (items.length === 0) break
  }
  return { tasks, isComplete: false, theirTime }
}
