import type { WebhookHint } from '../provider.ts'

/** A webhook that says nothing; the reason is for the log. */
export const ignored = (reason: string): WebhookHint => ({ kind: 'ignored', reason })

/** One that bears no good signature of now, although its vendor signs. */
export const unsigned = (reason: string): WebhookHint => ({ kind: 'ignored', reason, unsigned: true })
