import { MoodreelError } from '../../src/core/errors.ts'

/** The errors behind an error, itself first. */
const chainOf = (error: unknown): unknown[] => (error instanceof Error ? [error, ...chainOf(error.cause)] : [error])

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

/** Words of a socket that never was connected: nothing can have been sent. */
const unconnected = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT'])

/** Whether a call certainly did not reach Kling. */
export const neverConnected = (error: unknown): boolean => chainOf(error).some((one) => unconnected.has(codeOf(one) ?? ''))

/** What became of a call, for the log: the word of the socket, such as ECONNRESET. */
export const reasonOf = (error: unknown): string => {
  const chain = chainOf(error)
  const last = chain.at(-1)
  return chain.map(codeOf).find((word) => word !== undefined) ?? (last instanceof Error ? `${last.name}: ${last.message}` : String(last))
}

/** A free call that failed, as what is thrown so that it is made again later. */
export const asFault = (error: unknown): MoodreelError =>
  error instanceof MoodreelError
    ? error
    : new MoodreelError('provider_failed', 'Kling cannot be reached; please try again later.', { cause: reasonOf(error) })
