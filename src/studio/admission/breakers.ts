import type { Clock } from '../../core/clock.ts'
import type { Log } from '../../core/log.ts'
import type { SubmitOutcome } from '../../core/meter.ts'
import { onTopic, type PubSub } from '../../core/pub-sub.ts'

/** A wrong token or an empty account does not mend itself in a minute. */
const refusedMs = 5 * 60_000
const outageMs = 60_000
/** So many submits in a row that did not get through are an outage. */
const outageCount = 5

export interface Breakers {
  /** Tells what came of a submit. */
  note(provider: string, outcome: SubmitOutcome): void
  /** Whether a provider is left alone at the moment. */
  isOpen(provider: string): boolean
}

/**
 * Remembers which providers refuse work for reasons of their own, so that others are asked first for a while. What one process learns it
 * tells the others. After a restart everybody is asked again: one refused submit tells the same.
 */
export const createBreakers = ({ clock, log, pubSub }: { clock: Clock; log: Log; pubSub: PubSub }): Breakers => {
  const openUntil = new Map<string, number>()
  const failed = new Map<string, number>()
  const topic = onTopic(pubSub, 'breakers')
  const set = (provider: string, ms: number): void => void openUntil.set(provider, clock.now() + ms)
  topic.subscribe((text) => {
    const [provider, ms] = text.split(' ')
    if (provider) set(provider, Number(ms))
  })
  /** For so long, by each process's own clock. */
  const open = (provider: string, ms: number): void => {
    set(provider, ms)
    topic.publish(`${provider} ${ms}`)
  }
  return {
    note(provider, outcome) {
      if (outcome === 'auth' || outcome === 'credits') {
        log.error(
          { provider, class: outcome },
          outcome === 'auth' ? 'the provider refuses our token; set a good one' : 'the provider’s account has no credit left; add some',
        )
        open(provider, refusedMs)
      } else if (outcome === 'transient') {
        const count = (failed.get(provider) ?? 0) + 1
        failed.set(provider, count)
        if (count < outageCount) return
        log.error({ provider, count }, 'the provider cannot be reached; others are asked for a minute')
        open(provider, outageMs)
      } else if (outcome === 'accepted') {
        failed.delete(provider)
        if (openUntil.delete(provider)) topic.publish(`${provider} 0`)
      }
    },
    isOpen: (provider) => (openUntil.get(provider) ?? 0) > clock.now(),
  }
}
