import type { ProviderError, ProviderStatus } from '../../src/core/provider.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { cog } from './api.ts'
import type { Ended } from './mailbox.ts'

/** The scheme of clips that lie in the mailbox. */
export const clipScheme = 'cog:'

/** How a prediction ended, as a provider's status. */
export const readEnded = (id: string, { status, output, error, seed }: Ended): ProviderStatus => {
  if (status === 'canceled') return { kind: 'canceled' }
  if (status === 'failed') return { kind: 'failed', error: failureOf(error ?? '') }
  if (output === null) return cog.noClip
  const url = output === 'file' ? `${clipScheme}${id}` : output.url
  return { kind: 'succeeded', outputs: [{ url }], ...(seed === null ? {} : { seed }) }
}

/** A predictor tells its failure by the words of a Python exception and nothing else, so they have to be read. */
const failureOf = (words: string): ProviderError => {
  const kind = /out of memory/i.test(words)
    ? 'resource'
    : /\bnsfw\b|safety|moderat/i.test(words)
      ? 'moderation'
      : /^at capacity/i.test(words)
        ? 'rate_limited'
        : 'internal'
  return cog.failed(kind, { reason: reasonIn(words), detail: words })
}
