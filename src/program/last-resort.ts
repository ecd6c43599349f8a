import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'

/** Words of connections that broke, by Node and by undici. */
const brokenConnection = /^(ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_\w+)$/

const isBrokenConnection = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && brokenConnection.test(cause.code)

/** Ends the program in order with exit code 1, although nobody asked for it. */
export interface LastResort {
  /** Rejects with the reason, once. It may be awaited late. */
  failed: Promise<never>
  fail(error: MoodreelError): void
}

/**
 * What happens with faults that nobody caught, each of which is a mistake of ours and is logged as an error:
 *
 * - a promise that nobody waited for, and a connection that broke under nobody's eyes: only that one piece of work is lost, and what
 *   matters of it is durable and looked after by a sweep. The program goes on: if it ended, anybody who can bring about such a fault
 *   could end it for all.
 * - any other exception left a call in the middle, and nobody knows in what state. Money is at stake, so the program ends in
 *   order, and takes everything up again at its next start from what is written down.
 *
 * When the end takes longer than `limitMs`, it is cut short.
 */
export const createLastResort = (log: Log, limitMs: number): LastResort => {
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  let isEnding = false

  const fail = (error: MoodreelError): void => {
    if (isEnding) return
    isEnding = true
    setTimeout(() => process.exit(1), limitMs).unref()
    reject(error)
  }

  process.on('unhandledRejection', (cause) => log.error({ code: 'internal', err: cause }, 'a promise failed and nobody waited for it'))
  process.on('uncaughtException', (cause) => {
    if (isBrokenConnection(cause)) return log.error({ code: 'internal', err: cause }, 'a connection broke and nobody listened')
    log.error({ code: 'internal', err: cause }, 'an exception that nobody caught: the program ends in order')
    fail(
      new MoodreelError('internal', 'Moodreel met a fault that it does not know, and ended; look at the log and start it again.', {
        cause,
      }),
    )
  })
  return { failed, fail }
}
