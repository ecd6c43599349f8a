import { z } from 'zod'
import type { Webhook, WebhookHint } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isUnderWay } from '../../src/core/vendor/status-kind.ts'
import { ignored } from '../../src/core/vendor/webhook-hint.ts'
import { idSchema } from './codes.ts'
import { newerOperation } from './task.ts'

const bodySchema = z.union([
  z.object({ challenge: z.union([z.string().min(1).max(1000), z.number()]) }),
  z.object({ task_id: idSchema, status: z.string().optional() }),
  z.object({ task: z.object({ id: idSchema, status: z.string().optional() }) }),
])

/**
 * MiniMax signs nothing; that the URL is one of ours was checked by the secret in it. First it sends a `challenge` and wants to
 * see the same within three seconds, then the task each time that its state changes, in version 2 as its answers have it.
 * https://platform.minimax.io/docs/api-reference/video-generation-t2v (callback_url)
 */
export const readWebhook = ({ rawBody }: Webhook): WebhookHint => {
  const parsed = bodySchema.safeParse(jsonOf(rawBody))
  if (!parsed.success) return ignored('it is neither a challenge nor a task')
  if ('challenge' in parsed.data) return { kind: 'answer', body: { challenge: parsed.data.challenge } }
  const isNewer = 'task' in parsed.data
  const [taskId, status] =
    'task' in parsed.data ? [parsed.data.task.id, parsed.data.task.status] : [parsed.data.task_id, parsed.data.status]
  const operation = isNewer ? newerOperation(taskId) : { taskId }
  const eventId = [taskId, status].filter((part) => part).join(' ')
  return { kind: 'moved', eventId, operation, ...(isUnderWay(status ?? '') && { goesOn: true }) }
}
