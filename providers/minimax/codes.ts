import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'

/** Most of MiniMax's refusals come with HTTP 200 and say so here; 0 is none. */
export const baseSchema = z.object({ base_resp: z.object({ status_code: z.number(), status_msg: z.string().nullish() }) })
export type Base = z.infer<typeof baseSchema>['base_resp']

/** Ids are text in the documentation, and were numbers in some answers. */
export const idSchema = z.union([z.string().min(1), z.int().nonnegative()]).transform(String)

const sentences = {
  auth: 'MiniMax does not accept the API key of this bot; tell the operator.',
  credits: 'The MiniMax account of this bot has no balance left; tell the operator.',
  model_gone: 'MiniMax does not offer this model to this bot; choose another one.',
  rate_limited: 'MiniMax is asked too often at the moment; the clip waits its turn.',
  moderation: 'The provider’s content check refused this clip; change the words or the pictures.',
  invalid_input: 'MiniMax does not accept these settings; change them and try again.',
  transient: 'MiniMax had a failure of its own; please try again.',
  internal: 'MiniMax could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>
type Kind = keyof typeof sentences

/** https://platform.minimax.io/docs/api-reference/errorcode; 2061 from MiniMax's own command line, github.com/MiniMax-AI/cli. */
const refusals: Record<number, Kind> = {
  1002: 'rate_limited',
  1004: 'auth',
  1008: 'credits',
  1026: 'moderation',
  1027: 'moderation',
  1039: 'rate_limited',
  1041: 'rate_limited',
  1042: 'invalid_input',
  2013: 'invalid_input',
  2045: 'rate_limited',
  2049: 'auth',
  2056: 'credits',
  2061: 'model_gone',
}

/** Unknown, timeout, internal, system: of a create, nobody can say what became of it. */
const faults = new Set([1000, 1001, 1013, 1024, 1033])

const byStatus: Record<number, Kind> = {
  400: 'invalid_input',
  401: 'auth',
  402: 'credits',
  403: 'auth',
  404: 'model_gone',
  413: 'invalid_input',
  422: 'invalid_input',
  429: 'rate_limited',
}

const errorOf = (kind: Kind, detail: string, reason: string | undefined): ProviderError => ({
  class: kind,
  message: sentences[kind],
  reason,
  detail: detail.trim().slice(0, 1000),
})
const detailOf = ({ status_code: code, status_msg: words }: Base): string => `${code} ${words ?? ''}`

/** The refusal that a code stands for; null for one that refuses nothing, or that is not known. */
export const refusalOf = (base: Base): ProviderError | null => {
  const kind = refusals[base.status_code]
  return kind === undefined ? null : errorOf(kind, detailOf(base), reasonIn(base))
}

/** Why a task that has ended failed. */
export const failureOf = (base: Base): ProviderError => {
  const error = refusalOf(base) ?? errorOf(faults.has(base.status_code) ? 'transient' : 'internal', detailOf(base), reasonIn(base))
  // It waits for no turn any more.
  return error.class === 'rate_limited' ? { ...error, message: 'MiniMax is too busy at the moment; please try again later.' } : error
}

/** A 4xx answer to the create: nothing was accepted and nothing is billed. Its code says more than its status, where it has one. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const coded = baseSchema.safeParse(jsonOf(body)).data
  const error = (coded && refusalOf(coded.base_resp)) ?? errorOf(byStatus[status] ?? 'internal', `HTTP ${status} ${body}`, reasonIn(body))
  return error.class === 'rate_limited' ? { ...error, retryAfterMs: retryAfterMs(headers) } : error
}
