import type { Json } from '../core/json.ts'
import type { Engine } from './engine.ts'
import type { Parts } from './parts.ts'

/** Events that are remembered, so that a vendor who repeats one costs nothing. */
const rememberedEvents = 10_000

export interface HearWebhook {
  /** Null unless the key is that of the address which the provider was given. */
  listenerOf(
    provider: string,
    attemptId: string,
    key: string,
  ): {
    /** How large a body may be, where the provider needs more than usual. */
    maxBytes: number | undefined
    /** Reads a webhook and wakes its generation. Returns what the vendor wants to be answered; null for anything. */
    hear(rawBody: Uint8Array, headers: Headers): Promise<Json>
  } | null
}

/** Webhooks only shorten the wait: a generation that is woken asks its provider for the state. Nothing is lost without them. */
export const createHearWebhook = (parts: Parts, engine: Pick<Engine, 'wake'>): HearWebhook => {
  const heard = new Set<string>()

  const isNew = (event: string): boolean => {
    if (heard.has(event)) return false
    heard.add(event)
    const [oldest] = heard
    if (heard.size > rememberedEvents && oldest !== undefined) heard.delete(oldest)
    return true
  }

  return {
    listenerOf(name, attemptId, key) {
      const provider = parts.providers.get(name)
      if (!provider?.parseWebhook || !parts.publicLinks?.isWebhook(name, attemptId, key)) return null
      const log = parts.log.child({ provider: name, attempt: attemptId })
      return {
        maxBytes: provider.webhookMaxBytes,
        async hear(rawBody, headers) {
          const hint = await provider.parseWebhook?.({ attemptId, rawBody, headers })
          if (hint?.kind === 'answer') return hint.body
          if (hint?.kind === 'ignored') log.warn({ reason: hint.reason }, 'a webhook was ignored')
          if (hint?.kind !== 'moved') return null
          if (hint.eventId !== undefined && !isNew(`${name}:${hint.eventId}`)) return null
          const attempt = await parts.attempts.find(attemptId)
          if (attempt) await engine.wake(attempt.generationId)
          return null
        },
      }
    },
  }
}
