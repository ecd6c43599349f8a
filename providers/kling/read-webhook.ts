import { z } from 'zod'
import type { Webhook, WebhookHint } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { isUnderWay } from '../../src/core/vendor/status-kind.ts'
import { ignored } from '../../src/core/vendor/webhook-hint.ts'
import { kindOf, taskIdSchema } from './task.ts'

/** Kling’s callback schema, by copies of https://app.klingai.com/global/dev/document-api; where the name stands differs. */
const bodySchema = z.object({
  task_id: taskIdSchema.shape.task_id,
  task_status: z.string(),
  updated_at: z.number().optional(),
  external_task_id: z.string().nullish(),
  task_info: z.object({ external_task_id: z.string().nullish() }).nullish(),
})

/**
 * Reads a callback of Kling, which is sent at each change of a task. It is not signed: the house has checked the key in the
 * address, and here it must name the attempt to whose address it came. What it says of the task is not believed.
 */
export const readWebhook = ({ attemptId, rawBody, given }: Webhook): WebhookHint => {
  const body = bodySchema.safeParse(jsonOf(rawBody)).data
  if (!body) return ignored('it is no callback of Kling')
  if ((body.task_info?.external_task_id ?? body.external_task_id) !== attemptId) return ignored('it is about another attempt')
  const kind = given && kindOf(given.request.mode)
  return {
    kind: 'moved',
    eventId: [body.task_id, body.task_status, body.updated_at].join(' '),
    ...(kind && { operation: { id: body.task_id, kind } }),
    ...(isUnderWay(body.task_status) && { goesOn: true }),
  }
}
