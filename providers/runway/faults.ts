import { APIError } from '@runwayml/sdk'
import { MoodreelError } from '../../src/core/errors.ts'
import { retryAfterMs } from '../../src/core/vendor/retry-after.ts'
import { reasonOf as wireReason } from '../../src/core/vendor/wire-fault.ts'

/** What became of a call, for the log: the status, or what `wireReason` says. The package's own message has the body in it. */
export const reasonOf = (error: unknown): string =>
  error instanceof APIError && error.status !== undefined ? `HTTP ${error.status}` : wireReason(error)

/** A free call that failed, as what is thrown so that it is made again later. */
export const asFault = (error: unknown): MoodreelError => {
  if (error instanceof MoodreelError) return error
  const wait = error instanceof APIError ? retryAfterMs(error.headers) : undefined
  return new MoodreelError('provider_failed', 'Runway does not answer as it should; please try again later.', {
    cause: reasonOf(error),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  })
}
