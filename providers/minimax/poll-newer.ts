import { z } from 'zod'
import type { ProviderStatus } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { ofSameId } from '../../src/core/vendor/of-same-id.ts'
import { linksOf } from '../../src/core/vendor/outputs.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { minimax } from './api.ts'
import { baseIn, failureOf, idSchema, isUnknownTask } from './codes.ts'

/** `GetVideoGenerationV2Resp`, as far as it is read: https://platform.minimax.io/docs/api-reference/video-generation-v2-query */
const answerSchema = z.object({
  task: z.object({
    id: idSchema.nullish(),
    /** queued, running, succeeded, failed or cancelled. */
    status: z.string(),
    error: z
      .object({ code: z.coerce.number().catch(0), message: z.string().nullish() })
      .nullish()
      .catch(null),
    content: z.unknown().optional(),
  }),
})

/**
 * Asks for a task of version 2, which tells its link itself: one free GET. Throws MoodreelError `provider_failed` when MiniMax cannot tell
 * now. It tells no progress, no seed and no cost.
 */
export const pollNewer = async (api: VendorCall, taskId: string, signal: AbortSignal): Promise<ProviderStatus> => {
  try {
    const response = await api(`v2/query/video_generation/${encodeURIComponent(taskId)}`, { signal })
    if (response.status === 404) return minimax.gone
    if (!response.ok) {
      // The question was well-formed once, so it is its id that is not known any more.
      if (isUnknownTask(baseIn(await bodyOf(response)))) return minimax.gone
      throw minimax.unanswered(`HTTP ${response.status}`, response.headers)
    }
    const { task } = answerSchema.parse(await response.json())
    return ofSameId(statusOf(task), taskId, task.id, minimax.unanswered)
  } catch (error) {
    throw minimax.asFault(error)
  }
}

const statusOf = ({ status, error, content }: z.infer<typeof answerSchema>['task']): ProviderStatus => {
  const kind = statusKind(status)
  switch (kind) {
    case 'failed':
      return { kind, error: failureOf({ status_code: error?.code ?? 0, status_msg: error?.message }) }
    case 'succeeded': {
      const outputs = linksOf(content)
      return outputs.length > 0 ? { kind, outputs } : minimax.noClip
    }
    // Only what still waits can be canceled, and it is not charged: https://platform.minimax.io/docs/api-reference/video-generation-v2-delete
    case 'canceled':
      return { kind, costUsd: 0 }
    default:
      return { kind }
  }
}
