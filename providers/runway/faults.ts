import { APIError } from '@runwayml/sdk'
import { MoodreelError } from '../../src/core/errors.ts'
import { retryAfterMs } from './refusal.ts'

/** The errors behind an error, itself first. */
const chainOf = (error: unknown): unknown[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : [error])

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Words of a socket that never was connected: nothing can have been sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** Whether a call certainly did not reach Runway. */
export const neverConnected = (error: unknown): boolean => chainOf(error).some((one) => unconnected.has(codeOf(one) ?? ''))

/** What became of a call, for the log: the status, or the word of the socket. Never a header or a body. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof APIError && error.status !== undefined) return `HTTP ${error.status}`
  const chain = chainOf(error)
  const code = chain.map(codeOf).find((word) => word !== undefined)
  const last = chain.at(-1)
  return code ?? (last instanceof Error ? `${last.name}: ${last.message}` : String(last))
}

/** A free call that failed, as what is thrown so that it is made again later. */
export const asFault = (error: unknown): MoodreelError => {
  if (error instanceof MoodreelError) return error
  const wait = error instanceof APIError ? retryAfterMs(error.headers) : undefined
  return new MoodreelError('provider_failed', 'Runway does not answer as it should; please try again later.', {
    cause: reasonOf(error),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}
