import { MoodreelError } from '../../src/core/errors.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'

/** A free call that failed, as what is thrown so that it is made again later. */
export const asFault = (error: unknown): MoodreelError =>
  error instanceof MoodreelError
    ? error
    : new MoodreelError('provider_failed', 'Kling cannot be reached; please try again later.', { cause: reasonOf(error) })
