import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { isRefusal } from '../../src/core/vendor/paid-call.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { envelopeIn } from './api.ts'

const sentences = {
  auth: 'Kling does not let this bot in; tell the operator.',
  credits: 'The Kling account of this bot has no resources left; tell the operator.',
  model_gone: 'Kling does not offer this model any more; choose another one.',
  rate_limited: 'Kling makes as many clips for this bot as it may; the clip waits its turn.',
  moderation: 'Kling’s content check refused this request; change the words or the pictures.',
  invalid_input: 'Kling does not accept these settings; change them and try again.',
  internal: 'Kling refused this request; try again or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

/**
 * Service codes: https://app.klingai.com/global/dev/document-api/apiReference/commonInfo. 1100 to 1102 come as HTTP 429 and
 * are no rate limit; 1103 is a model that the account may not use; 1304 is an address that Kling does not let in.
 */
const byCode: Record<number, keyof typeof sentences> = {
  1000: 'auth',
  1001: 'auth',
  1002: 'auth',
  1003: 'auth',
  1004: 'auth',
  1100: 'auth',
  1101: 'credits',
  1102: 'credits',
  1103: 'auth',
  1200: 'invalid_input',
  1201: 'invalid_input',
  1202: 'internal',
  1203: 'model_gone',
  1300: 'moderation',
  1301: 'moderation',
  1302: 'rate_limited',
  1303: 'rate_limited',
  1304: 'auth',
}

const byStatus: Record<number, keyof typeof sentences> = {
  400: 'invalid_input',
  401: 'auth',
  402: 'credits',
  403: 'auth',
  404: 'model_gone',
  413: 'invalid_input',
  422: 'invalid_input',
  429: 'rate_limited',
}

/**
 * An answer to a create that says for certain that nothing was accepted; null for one that does not: a 5xx, a 408 that may
 * come from a proxy, or a code that is not known under a status that is no refusal.
 */
export const refusal = (status: number, body: string, retryAfterMs?: number): ProviderError | null => {
  const envelope = envelopeIn(body)
  const isRefused = isRefusal(status)
  const coded = status < 500 && envelope ? byCode[envelope.code] : undefined
  if (!isRefused && !coded) return null
  const kind = coded ?? byStatus[status] ?? 'internal'
  return {
    class: kind,
    message: sentences[kind],
    reason: reasonIn(body),
    detail: `HTTP ${status}${envelope ? ` code ${envelope.code} ${envelope.message ?? ''}`.slice(0, 500) : ''}`.trim(),
    ...(kind === 'rate_limited' && retryAfterMs !== undefined ? { retryAfterMs } : {}),
  }
}
