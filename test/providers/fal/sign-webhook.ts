import { createHash, type KeyObject, sign } from 'node:crypto'

/** The headers that fal would send with a webhook, by https://docs.fal.ai/model-apis/model-endpoints/webhooks. */
export const signWebhook = (
  body: string,
  { key, at, id, user }: { key: KeyObject /** In seconds. */; at: number; id: string; user: string },
): Record<string, string> => {
  const message = [id, user, at, createHash('sha256').update(body).digest('hex')].join('\n')
  return {
    'x-fal-webhook-request-id': id,
    'x-fal-webhook-user-id': user,
    'x-fal-webhook-timestamp': String(at),
    'x-fal-webhook-signature': sign(null, Buffer.from(message), key).toString('hex'),
  }
}
