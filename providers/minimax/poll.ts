import { z } from 'zod'
import { MoodreelError } from '../../src/core/errors.ts'
import type { Provider, ProviderError, ProviderStatus } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { isDataUrl } from '../../src/core/vendor/data-url.ts'
import { findFilms } from '../../src/core/vendor/find-films.ts'
import { ofSameId } from '../../src/core/vendor/of-same-id.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { type Base, baseSchema, failureOf, idSchema, refusalOf } from './codes.ts'

/** An operation of this provider. */
const operationSchema = z.object({ taskId: z.string().min(1) })

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
 * Asks for a task, and once it has succeeded for the link of its file: one free GET, then one more. Throws MoodreelError
 * `provider_failed` when MiniMax cannot tell now. It tells no progress, no seed and no cost.
 */
export const createPoll =
  (api: VendorCall): Provider['poll'] =>
  async (operation, signal) => {
    const { taskId } = operationSchema.parse(operation)
    const task = await ask(api, `query/video_generation?${new URLSearchParams({ task_id: taskId })}`, taskSchema, signal)
    if (!task) return gone
    // Preparing, Queueing, Processing, Success or Fail.
    if (!task.status) return readRefusal(task)
    const kind = statusKind(task.status)
    switch (kind) {
      case 'failed':
        return { kind, error: failureOf(task.base_resp) }
      case 'succeeded':
        if (!task.file_id) return { kind: 'failed', error: empty }
        return ofSameId(await linkOf(api, task.file_id, signal), taskId, task.task_id, fault)
      default:
        return { kind }
    }
  }

const linkOf = async (api: VendorCall, fileId: string, signal: AbortSignal): Promise<ProviderStatus> => {
  const answer = await ask(api, `files/retrieve?${new URLSearchParams({ file_id: fileId })}`, fileSchema, signal)
  if (!answer) return gone
  const outputs = findFilms(answer.file).flatMap((url) => (isDataUrl(url) ? [] : [{ url }]))
  if (outputs.length > 0) return { kind: 'succeeded', outputs }
  return answer.base_resp.status_code === 0 ? gone : readRefusal(answer)
}

/** An answer without a state: what was asked for is refused, is not there any more, or cannot be told now. */
const readRefusal = ({ base_resp: base, waitMs }: Asked<{ base_resp: Base }>): ProviderStatus => {
  const error = refusalOf(base)
  // The question was well-formed once, so it is its id that is not known any more.
  if (error?.class === 'invalid_input') return gone
  if (error?.class === 'moderation') return { kind: 'failed', error }
  throw fault(`code ${base.status_code}`, waitMs)
}

/** An answer, and how long to wait where it says so. */
type Asked<T> = T & { waitMs: number | undefined }

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
    if (!response.ok) throw fault(`HTTP ${response.status}`, retryAfterMs(response.headers))
    return { ...schema.parse(await response.json()), waitMs: retryAfterMs(response.headers) }
  } catch (error) {
    throw error instanceof MoodreelError ? error : fault(error)
  }
}

const fault = (cause: unknown, wait?: number): MoodreelError =>
  new MoodreelError('provider_failed', 'MiniMax does not answer as it should; please try again later.', {
    cause,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })

const gone: ProviderStatus = {
  kind: 'failed',
  error: { class: 'expired', message: 'MiniMax does not know this clip any more; make it again.' },
}

const empty: ProviderError = { class: 'internal', message: 'MiniMax finished without a clip; try again or choose another model.' }
