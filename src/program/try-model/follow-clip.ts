import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import type { Provider, ProviderStatus } from '../../core/provider.ts'
import { reasonOf } from '../../core/vendor/wire-fault.ts'
import { pollDelayMs } from '../../studio/workflow/poll.ts'
import { tidyWords } from './tidy-words.ts'

export type Ended = Extract<ProviderStatus, { kind: 'succeeded' | 'failed' | 'canceled' }>

/** What following needs; `tell` prints a line that begins with a word of its own. */
export interface FollowTools {
  provider: Provider
  tell(word: string, line: string): void
  /** Tells of the answers that came since. */
  tellNews(): Promise<void>
  now(): number
  /** Ends early with the signal. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
  /** Aborts when a person wants an end. */
  stop: AbortSignal
}

/** A vendor may not know for a moment what it has just taken. */
const goneMs = 60_000
/** How often in a row no answer may come. */
const mostFaults = 20
/** The last look at a clip while somebody waits for the end may not last. */
export const lastCallMs = 20_000

export const secondsOf = (ms: number): string => `${Math.round(ms / 100) / 10} s`

const wordsOf = (status: ProviderStatus): string => {
  if (status.kind === 'queued') return status.position === undefined ? 'queued' : `queued, ${status.position} before it is its turn`
  if (status.kind === 'running') return status.progress === undefined ? 'running, no progress told' : 'running, progress told'
  return status.kind
}

/** What became of a call that threw. */
export const faultWords = (error: unknown): string => {
  if (!(error instanceof MoodreelError)) return tidyWords(reasonOf(error))
  const cause = error.cause === undefined ? '' : ` (${typeof error.cause === 'string' ? error.cause : reasonOf(error.cause)})`
  return tidyWords(`${error.userMessage}${cause}`)
}

const isGone = (status: Ended): boolean => status.kind === 'failed' && status.error.class === 'expired'

/**
 * Polls an operation until it has ended, and tells each state once. Null when it is stopped, when it takes longer than `patienceMs`, or
 * when nobody answers: then it may still be at work.
 */
export const followClip = async (operation: Json, patienceMs: number, tools: FollowTools): Promise<Ended | null> => {
  const { provider, tell, tellNews, now, sleep, stop } = tools
  const startedAt = now()
  const told = new Set<string>()
  let faults = 0
  let goneSince: number | undefined
  const tellOnce = (word: string, line: string): void => {
    if (!told.has(line)) tell(word, `${line}, after ${secondsOf(now() - startedAt)}`)
    told.add(line)
  }
  while (!stop.aborted && now() - startedAt < patienceMs) {
    try {
      const status = await provider.poll(operation, AbortSignal.timeout(60_000))
      faults = 0
      await tellNews()
      if (status.kind === 'queued' || status.kind === 'running') tellOnce('state', wordsOf(status))
      else if (!isGone(status) || now() - (goneSince ?? now()) >= goneMs) return status
      else {
        goneSince ??= now()
        tellOnce('state', 'the vendor does not know it; it is asked again for a minute')
      }
    } catch (error) {
      faults += 1
      await tellNews()
      tellOnce('fault', `no state was told: ${faultWords(error)}`)
      if (faults >= mostFaults) return null
    }
    await sleep(pollDelayMs(now() - startedAt, 1), stop)
  }
  return null
}
