import { z } from 'zod'
import type { Webhook, WebhookHint } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isUnderWay } from '../../src/core/vendor/status-kind.ts'
import { ignored } from '../../src/core/vendor/webhook-hint.ts'
import { kindOf } from './task.ts'

/** Kling's callbacks in both standards, https://kling.ai/document-api/api/get-started/callbacks; where the older one has the name differs. */
const bodySchema = z.union([
  z
    .object({
      task_id: z.string().regex(/^[\w-]+$/),
      task_status: z.string(),
      updated_at: z.number().optional(),
      external_task_id: z.string().nullish(),
      task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
    })
    .transform((told) => ({
      id: told.task_id,
      name: told.task_info?.external_task_id ?? told.external_task_id,
      status: told.task_status,
      at: told.updated_at,
      isNewer: false,
    })),
  z
    .object({
      id: z.string().regex(/^[\w-]+$/),
      status: z.string(),
      update_time: z.number().optional(),
      external_id: z.string().nullish(),
    })
    .transform((told) => ({ id: told.id, name: told.external_id, status: told.status, at: told.update_time, isNewer: true })),
])

/**
 * Reads a callback of Kling, which is sent at each change of a task. The house has checked the key in the address, and here it must name
 * the attempt to whose address it came. What it says of the task is not believed, so that its signature, where it has one, tells nothing more.
 */
export const readWebhook = ({ attemptId, rawBody, given }: Webhook): WebhookHint => {
  const body = bodySchema.safeParse(jsonOf(rawBody)).data
  if (!body) return ignored('it is no callback of Kling')
  if (body.name !== attemptId) return ignored('it is about another attempt')
  const kind = body.isNewer ? 'task' : given && kindOf(given.request.mode, given.model.target)
  return {
    kind: 'moved',
    eventId: [body.id, body.status, body.at].join(' '),
    ...(kind && { operation: { id: body.id, kind } }),
    ...(isUnderWay(body.status) && { goesOn: true }),
  }
}
