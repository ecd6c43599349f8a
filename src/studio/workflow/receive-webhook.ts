import { MoodreelError } from '../../core/errors.ts'
import type { Json } from '../../core/json.ts'
import type { Log } from '../../core/log.ts'
import type { ProviderRequest } from '../../core/provider.ts'
import type { Attempt } from '../../storage/attempts.ts'
import type { Parts } from '../parts.ts'
import { byWebhook, type Engine } from './engine/engine.ts'
import type { HeardWebhooks } from './heard-webhooks.ts'
import { providerRequest } from './provider-request.ts'

/** Events that are remembered, so that a vendor who repeats one costs nothing. */
const rememberedEvents = 10_000

export interface ReceiveWebhook {
  /** Null unless the key is that of the address which the provider was given. */
  listenerOf(
    provider: string,
    attemptId: string,
    key: string,
  ): {
    /** How large a body may be, where the provider needs more than usual. */
    maxBytes: number | undefined
    /**
     * Reads a webhook and wakes its generation. Returns what the vendor wants to be answered; null for anything. Throws
     * MoodreelError `not_signed` for one that bears no good signature where the vendor signs.
     */
    hear(rawBody: Uint8Array, headers: Headers): Promise<Json>
  } | null
}

/**
 * Webhooks only shorten the wait: a generation that is woken asks its provider for the state, and nothing is lost without them.
 * One that names an operation also settles an attempt whose answer was lost.
 */
export const createReceiveWebhook = (
  parts: Pick<
    Parts,
    'attempts' | 'catalogue' | 'clock' | 'flush' | 'generations' | 'ledger' | 'log' | 'mediaStore' | 'meter' | 'providers' | 'publicLinks'
  >,
  engine: Pick<Engine, 'wake'>,
  webhooks: HeardWebhooks,
): ReceiveWebhook => {
  const heard = new Set<string>()

  const isNew = (event: string): boolean => {
    if (heard.has(event)) return false
    heard.add(event)
    const [oldest] = heard
    if (heard.size > rememberedEvents && oldest !== undefined) heard.delete(oldest)
    return true
  }

  const givenTo = async ({ generationId, model }: Attempt): Promise<ProviderRequest | undefined> => {
    const record = await parts.generations.find(generationId)
    return record?.generation.model === model && parts.catalogue.rowOf(record.generation) ? providerRequest(parts, record) : undefined
  }

  /** An operation that its provider names is there, whatever was known of the attempt. */
  const adopt = async (provider: string, { id, state, generationId }: Attempt, operation: Json, log: Log): Promise<void> => {
    const outcome = await parts.attempts.adopt(id, operation, parts.clock.now())
    if (outcome === 'known') return
    await parts.flush()
    const about = { generation: generationId, before: state }
    // What is not known to be refused is counted already.
    const isUncounted = state === 'absent' || state === 'rejected'
    if (outcome === 'late' && isUncounted) await parts.ledger.billLate(generationId, id, parts.clock.now())
    if (outcome === 'late') parts.meter.heardLate(provider)
    if (outcome === 'late')
      log.error(about, 'a webhook names an attempt that was given up; the provider may charge for a clip that nobody gets')
    else if (isUncounted) log.error(about, 'an attempt that was taken for refused was accepted; it goes on')
    else log.info(about, 'accepted, as its webhook tells')
  }

  return {
    listenerOf(name, attemptId, key) {
      const provider = parts.providers.get(name)
      if (!provider?.parseWebhook || !parts.publicLinks?.isWebhook(name, attemptId, key)) return null
      const log = parts.log.child({ provider: name, attempt: attemptId })
      return {
        maxBytes: provider.webhookMaxBytes,
        async hear(rawBody, headers) {
          const attempt = await parts.attempts.find(attemptId)
          const given = attempt ? await givenTo(attempt) : undefined
          const hint = await provider.parseWebhook?.({ attemptId, rawBody, headers, given })
          if (hint?.kind === 'answer') return hint.body
          if (hint?.kind === 'ignored') log.warn({ reason: hint.reason }, 'a webhook was ignored')
          if (hint?.kind === 'ignored' && hint.unsigned) throw new MoodreelError('not_signed', unsigned)
          if (hint?.kind !== 'moved' || !attempt) return null
          if (hint.operation !== undefined) await adopt(name, attempt, hint.operation, log)
          webhooks.heard(name)
          if (hint.goesOn || (hint.eventId !== undefined && !isNew(`${name}:${hint.eventId}`))) return null
          await engine.wake(attempt.generationId, byWebhook)
          return null
        },
      }
    },
  }
}

const unsigned = 'This webhook bears no good signature of now; check its secret and the clock.'
