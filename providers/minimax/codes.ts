import { z } from 'zod'
import type { ProviderError, ProviderErrorClass } from '../../src/core/provider.ts'
import { classOfStatus } from '../../src/core/vendor/class-of-status.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { minimax } from './api.ts'

/** Most of MiniMax's refusals come with HTTP 200 and say so here; 0 is none. */
export const baseSchema = z.object({ base_resp: z.object({ status_code: z.number(), status_msg: z.string().nullish() }) })
export type Base = z.infer<typeof baseSchema>['base_resp']

/** Version 2 says it with a status, and with the code at the end of its message: `insufficient balance (1008)`. */
const newerSchema = z.object({ error: z.object({ message: z.string() }) })

/** What an answer's code says, in either version; null where it has none. */
export const baseIn = (body: string): Base | null => {
  const read = jsonOf(body)
  const older = baseSchema.safeParse(read).data
  if (older) return older.base_resp
  const [, words, code] = /^(.*?)\s*\((\d{4})\)\s*$/s.exec(newerSchema.safeParse(read).data?.error.message ?? '') ?? []
  return code === undefined ? null : { status_code: Number(code), status_msg: words }
}

/** Whether a question about a task was refused because of its id. */
export const isUnknownTask = (base: Base | null): boolean => base?.status_code === 2013

/** Ids are text in the documentation, and were numbers in some answers. */
export const idSchema = z.union([z.string().min(1), z.int().nonnegative()]).transform(String)

/** https://platform.minimax.io/docs/api-reference/errorcode; 2061 from MiniMax's own command line, github.com/MiniMax-AI/cli. */
const refusals: Record<number, ProviderErrorClass> = {
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

/** What a code that says something tells. */
const told = (base: Base) => ({ reason: reasonIn(base), detail: `${base.status_code} ${base.status_msg ?? ''}` })

/** The refusal that a code stands for; null for one that refuses nothing, or that is not known. */
export const refusalOf = (base: Base, headers?: Headers): ProviderError | null => {
  const kind = refusals[base.status_code]
  return kind === undefined ? null : minimax.refused(kind, { ...told(base), headers })
}

/** Why a task that has ended failed. */
export const failureOf = (base: Base): ProviderError =>
  minimax.failed(refusals[base.status_code] ?? (faults.has(base.status_code) ? 'transient' : 'internal'), told(base))

/** A 4xx answer to the create: nothing was accepted and nothing is billed. Its code says more than its status, where it has one. */
export const refusal = ({ status, headers }: Pick<Response, 'status' | 'headers'>, body: string): ProviderError => {
  const base = baseIn(body)
  const error = base && refusalOf(base, headers)
  return error ?? minimax.refused(classOfStatus(status), { reason: reasonIn(body), detail: `HTTP ${status} ${body}`, headers })
}
