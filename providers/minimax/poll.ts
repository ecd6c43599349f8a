import { z } from 'zod'
import type { Provider, ProviderStatus } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { ofSameId } from '../../src/core/vendor/of-same-id.ts'
import { linksOf } from '../../src/core/vendor/outputs.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { minimax } from './api.ts'
import { type Base, baseSchema, failureOf, idSchema, refusalOf } from './codes.ts'
import { pollNewer } from './poll-newer.ts'
import { operationSchema } from './task.ts'

/** https://platform.minimax.io/docs/api-reference/video-generation-query */
const taskSchema = z.object({
  base_resp: baseSchema.shape.base_resp.catch({ status_code: 0 }),
  task_id: z.union([z.string(), z.number()]).nullish(),
  status: z.string().nullish(),
  file_id: z.union([idSchema, z.literal('')]).nullish(),
})
/** https://platform.minimax.io/docs/api-reference/video-generation-download */
const fileSchema = baseSchema.extend({ file: z.unknown().optional() })

/**
 * Asks for a task, and once it has succeeded for the link of its file, which version 2 tells at once: one free GET, then one more. Throws MoodreelError
 * `provider_failed` when MiniMax cannot tell now. It tells no progress, no seed and no cost.
 */
export const createPoll =
  (api: VendorCall): Provider['poll'] =>
  async (operation, signal) => {
    const { taskId, version } = operationSchema.parse(operation)
    if (version === 2) return pollNewer(api, taskId, signal)
    const task = await ask(api, `v1/query/video_generation?${new URLSearchParams({ task_id: taskId })}`, taskSchema, signal)
    if (!task) return minimax.gone
    // Preparing, Queueing, Processing, Success or Fail.
    if (!task.status) return readRefusal(task)
    const kind = statusKind(task.status)
    switch (kind) {
      case 'failed':
        return { kind, error: failureOf(task.base_resp) }
      case 'succeeded':
        if (!task.file_id) return minimax.noClip
        return ofSameId(await linkOf(api, task.file_id, signal), taskId, task.task_id, minimax.unanswered)
      default:
        return { kind }
    }
  }

const linkOf = async (api: VendorCall, fileId: string, signal: AbortSignal): Promise<ProviderStatus> => {
  const answer = await ask(api, `v1/files/retrieve?${new URLSearchParams({ file_id: fileId })}`, fileSchema, signal)
  if (!answer) return minimax.gone
  const outputs = linksOf(answer.file)
  if (outputs.length > 0) return { kind: 'succeeded', outputs }
  return answer.base_resp.status_code === 0 ? minimax.gone : readRefusal(answer)
}

/** An answer without a state: what was asked for is refused, is not there any more, or cannot be told now. */
const readRefusal = ({ base_resp: base, headers }: Asked<{ base_resp: Base }>): ProviderStatus => {
  const error = refusalOf(base)
  // The question was well-formed once, so it is its id that is not known any more.
  if (error?.class === 'invalid_input') return minimax.gone
  if (error?.class === 'moderation') return { kind: 'failed', error: failureOf(base) }
  throw minimax.unanswered(`code ${base.status_code}`, headers)
}

/** An answer, with what may say how long to wait. */
type Asked<T> = T & { headers: Headers }

/** A good answer, as far as it is read; null for what is not there. */
const ask = async <T extends object>(
  api: VendorCall,
  path: string,
  schema: z.ZodType<T>,
  signal: AbortSignal,
): Promise<Asked<T> | null> => {
  try {
    const response = await api(path, { signal })
    if (response.status === 404) return null
    if (!response.ok) throw minimax.unanswered(`HTTP ${response.status}`, response.headers)
    return { ...schema.parse(await response.json()), headers: response.headers }
  } catch (error) {
    throw minimax.asFault(error)
  }
}
