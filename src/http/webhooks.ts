import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { MoodreelError } from '../core/errors.ts'
import type { HearWebhook } from '../studio/hear-webhook.ts'

/** What a vendor has to say is short; a provider that is sent the clip itself says how much that may be. */
const usualBytes = 1024 * 1024

const tooLarge = (): never => {
  throw new MoodreelError('too_large', 'This is more than a webhook of this provider may have.')
}

/** `POST /webhooks/<provider>/<key>/<attempt id>`: the key is looked at before the body is read. */
export const createWebhookRoutes = (webhooks: HearWebhook): Hono =>
  new Hono().post('/webhooks/:provider/:key/:attempt', async (c) => {
    const { provider, key, attempt } = c.req.param()
    const listener = webhooks.listenerOf(provider, attempt, key)
    if (!listener) throw new MoodreelError('not_found', 'There is nothing at this address.')
    let answer: unknown = null
    await bodyLimit({ maxSize: listener.maxBytes ?? usualBytes, onError: tooLarge })(c, async () => {
      answer = await listener.hear(new Uint8Array(await c.req.raw.arrayBuffer()), c.req.raw.headers)
    })
    return c.json(answer ?? {})
  })
