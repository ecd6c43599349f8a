import { APIError } from '@runwayml/sdk'
import type { MoodreelError } from '../../src/core/errors.ts'
import { reasonOf as wireReason } from '../../src/core/vendor/wire-fault.ts'
import { runway } from './client.ts'

/** What became of a call, for the log: the status, or what `wireReason` says. The package's own message has the body in it. */
export const reasonOf = (error: unknown): string =>
  error instanceof APIError && error.status !== undefined ? `HTTP ${error.status}` : wireReason(error)

/** A free call that failed, as what is thrown so that it is made again later. */
export const asFault = (error: unknown): MoodreelError =>
  error instanceof APIError ? runway.unanswered(reasonOf(error), error.headers) : runway.asFault(error)
