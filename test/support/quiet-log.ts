import type { Log } from '../../src/core/log.ts'

const nothing = (): undefined => undefined

/** A log that keeps nothing. */
export const quietLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => quietLog }
