import { Hono } from 'hono'
import { MoodreelError } from '../core/errors.ts'
import { readBody } from '../core/read-body.ts'
import { say } from '../core/words/sentence.ts'
import type { ReceiveWebhook } from '../studio/workflow/receive-webhook.ts'

/** What a vendor has to say is short; a provider that is sent the clip itself says how much that may be. */
const usualBytes = 1024 * 1024

/** `POST /webhooks/<provider>/<key>/<attempt id>`: the key is looked at before the body is read. */
export const createWebhookRoutes = (webhooks: ReceiveWebhook): Hono =>
  new Hono().post('/webhooks/:provider/:key/:attempt', async (c) => {
    const { provider, key, attempt } = c.req.param()
    const listener = webhooks.listenerOf(provider, attempt, key)
    if (!listener) throw new MoodreelError('not_found', say('http.nothingHere'))
    const answer = await listener.hear(await readBody(c.req.raw, listener.maxBytes ?? usualBytes), c.req.raw.headers)
    return c.json(answer ?? {})
  })
