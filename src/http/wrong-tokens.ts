import type { Clock } from '../core/clock.ts'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import { say } from '../core/words/sentence.ts'

const mostTries = 10
const windowMs = 60_000
/** So many that try are remembered; those who began first are forgotten first. */
const mostPeers = 10_000

/** Slows down those who guess. */
export interface WrongTokens {
  /** Throws MoodreelError `quota_exceeded` for a peer with ten wrong tokens in the running minute; the right one waits too. */
  ensureFew(peer: string): void
  add(peer: string): void
}

export const createWrongTokens = ({ clock, log }: { clock: Clock; log: Log }): WrongTokens => {
  const known = new Map<string, { tries: number; until: number }>()
  const current = (peer: string) => {
    const one = known.get(peer)
    return one && one.until > clock.now() ? one : undefined
  }
  return {
    ensureFew(peer) {
      const one = current(peer)
      if (!one || one.tries < mostTries) return
      throw new MoodreelError('quota_exceeded', say('http.tooManyTokens'), {
        retryAfterMs: one.until - clock.now(),
      })
    },
    add(peer) {
      const one = current(peer) ?? { tries: 0, until: clock.now() + windowMs }
      one.tries += 1
      known.delete(peer)
      known.set(peer, one)
      if (one.tries === mostTries) log.warn({ peer }, 'too many wrong tokens; this peer waits a minute')
      const [oldest] = known.keys()
      if (known.size > mostPeers && oldest !== undefined) known.delete(oldest)
    },
  }
}
