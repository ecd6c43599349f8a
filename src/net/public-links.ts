import { createHmac, timingSafeEqual } from 'node:crypto'

const validForMs = 30 * 24 * 3_600_000

/**
 * Addresses of this server for those outside, each with a secret of its own, so that nobody can guess another one. Those
 * of files are good for a month; that of a webhook is good as long as anybody asks about its attempt.
 */
export interface PublicLinks {
  /** A clip, by its key in the media store, for a chat that it is too large for. */
  clip(key: string): string
  /** An input file, by its key in the media store, for a provider that fetches it itself. */
  input(key: string): string
  /** Where a provider may tell that an attempt moved. */
  webhook(provider: string, attemptId: string): string
  /** Whether somebody who shows this signature was given the link to the path, and it is still good. */
  isGood(path: string, expires: string, signature: string): boolean
  isWebhook(provider: string, attemptId: string, key: string): boolean
}

const same = (given: string, expected: Buffer): boolean => {
  const bytes = Buffer.from(given, 'base64url')
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

/** `publicUrl` is the address by which others reach this server, without a slash at its end. */
export const createPublicLinks = (options: { publicUrl: string; secret: string; now(): number }): PublicLinks => {
  const sign = (words: string): Buffer => createHmac('sha256', options.secret).update(words).digest()
  const link = (path: string): string => {
    const expires = String(options.now() + validForMs)
    return `${options.publicUrl}${path}?expires=${expires}&signature=${sign(`${path}.${expires}`).toString('base64url')}`
  }
  const webhookKey = (provider: string, attemptId: string): Buffer => sign(`webhook.${provider}.${attemptId}`)
  return {
    clip: (key) => link(`/${key}`),
    input: (key) => link(`/${key}`),
    webhook: (provider, attemptId) =>
      `${options.publicUrl}/webhooks/${provider}/${webhookKey(provider, attemptId).toString('base64url')}/${attemptId}`,
    isGood: (path, expires, signature) => same(signature, sign(`${path}.${expires}`)) && Number(expires) > options.now(),
    isWebhook: (provider, attemptId, key) => same(key, webhookKey(provider, attemptId)),
  }
}
