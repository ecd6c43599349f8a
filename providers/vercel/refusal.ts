import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { say } from '../../src/core/words/sentence.ts'
import { vercel } from './api.ts'

/** The types of `createGatewayErrorFromResponse` in `@ai-sdk/gateway` 4.0.62. 424: what it needs is not there with these credentials. */
const classOfType: Record<string, ProviderErrorClass> = {
  authentication_error: 'auth',
  forbidden: 'auth',
  invalid_request_error: 'invalid_input',
  rate_limit_exceeded: 'rate_limited',
  model_not_found: 'model_gone',
  failed_dependency: 'invalid_input',
}

const errorSchema = z.object({ error: z.object({ type: z.string().nullish().catch(null), message: z.string().catch('') }) })

/** A conflict may be that of the same start that is still being taken. */
export const saysNothing = (status: number): boolean => status === 409 || status === 425

/** A 4xx answer to a start: no job was begun. What is refused later, by the model's own vendor, is an end of a job. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const { type, message: words = '' } = errorSchema.safeParse(jsonOf(body)).data?.error ?? {}
  const kind = classOfType[type ?? ''] ?? classOfStatus(status)
  // A key that is good, and a rule of its team that does not let this through.
  const message = type === 'forbidden' ? say('provider.accessRefused', { vendor: vercel.name }) : undefined
  return vercel.refused(kind, { message, reason: reasonIn(body), detail: `HTTP ${status} ${type ?? ''} ${words}`, headers })
}
