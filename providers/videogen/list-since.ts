import { z } from 'zod'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { dateOf } from '../../src/core/vendor/their-clock.ts'
import { videogen } from './api.ts'

/** The most that VideoGen gives at once, and how much is read at most. */
const pageSize = 200
const mostPages = 25
/** The clip does not wait long for the newest. */
const patienceMs = 10_000

const listedSchema = z.object({ toolExecutionId: z.string(), toolType: z.string().nullish() })
type Listed = z.infer<typeof listedSchema>

/** `ToolExecutionListResponse`: the newest first, of the owner of the key alone. */
const pageSchema = z.object({ toolExecutions: z.array(listedSchema), hasMore: z.boolean(), nextCursor: z.string().nullish() })

const read = async (api: VendorCall, limit: number, cursor: string | null, signal: AbortSignal) => {
  const query = new URLSearchParams({ limit: String(limit), selfOnly: 'true', ...(cursor !== null && { cursor }) })
  const response = await api(`tools/executions?${query}`, { signal, ...(limit === 1 && { timeoutMs: patienceMs }) })
  return { ...(await videogen.readAnswer(response, pageSchema)), theirTime: dateOf(response) }
}

/** The newest execution, null when there is none, and VideoGen's time. */
export const newest = async (api: VendorCall, signal: AbortSignal): Promise<{ newest: string | null; theirTime?: number }> => {
  const { toolExecutions, theirTime } = await read(api, 1, null, signal)
  return { newest: toolExecutions[0]?.toolExecutionId ?? null, ...(theirTime !== undefined && { theirTime }) }
}

export interface List {
  /** Newest first. */
  newer: Listed[]
  /** False when there is more that was not read. */
  isComplete: boolean
  theirTime: number | undefined
}

/** The executions back to one that is known, or to the very first where there was none. */
export const listSince = async (api: VendorCall, known: string | null, signal: AbortSignal): Promise<List> => {
  const newer: Listed[] = []
  let [cursor, theirTime]: [string | null, number | undefined] = [null, undefined]
  for (let page = 0; page < mostPages; page++) {
    const { toolExecutions, hasMore, nextCursor, theirTime: told } = await read(api, pageSize, cursor, signal)
    theirTime ??= told
    const at = toolExecutions.findIndex(({ toolExecutionId }) => toolExecutionId === known)
    newer.push(...toolExecutions.slice(0, at < 0 ? toolExecutions.length : at))
    // One that is known and is listed no more leaves it open what is newer than it.
    if (at >= 0 || !hasMore) return { newer, isComplete: at >= 0 || known === null, theirTime }
    if (!nextCursor) break
    cursor = nextCursor
  }
  return { newer, isComplete: false, theirTime }
}
