import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { isRefusal } from '../../src/core/vendor/paid-call.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { envelopeIn, kling } from './api.ts'

/**
 * Service codes: https://app.klingai.com/global/dev/document-api/apiReference/commonInfo. 1100 to 1102 come as HTTP 429 and
 * are no rate limit; 1103 is a model that the account may not use; 1304 is an address that Kling does not let in.
 */
const byCode: Record<number, ProviderErrorClass> = {
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

/**
 * An answer to a create that says for certain that nothing was accepted; null for one that does not: a 5xx, a 408 that may
 * come from a proxy, or a code that is not known under a status that is no refusal.
 */
export const refusal = ({ status, headers }: Response, body: string): ProviderError | null => {
  const envelope = envelopeIn(body)
  const coded = status < 500 && envelope ? byCode[envelope.code] : undefined
  if (!isRefusal(status) && !coded) return null
  const detail = `HTTP ${status}${envelope ? ` code ${envelope.code} ${envelope.message ?? ''}` : ''}`
  return kling.refused(coded ?? classOfStatus(status), { reason: reasonIn(body), detail, headers })
}
