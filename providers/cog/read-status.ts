import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import type { Ended } from './mailbox.ts'

/** The scheme of clips that lie in the mailbox. */
export const clipScheme = 'cog:'

/** How a prediction ended, as a provider's status. */
export const readEnded = (id: string, { status, output, error, seed }: Ended): ProviderStatus => {
  if (status === 'canceled') return { kind: 'canceled' }
  if (status === 'failed') return { kind: 'failed', error: failureOf(error ?? '') }
  if (output === null) return { kind: 'failed', error: { class: 'internal', message: noClip } }
  const url = output === 'file' ? `${clipScheme}${id}` : output.url
  return { kind: 'succeeded', outputs: [{ url }], ...(seed === null ? {} : { seed }) }
}

const noClip = 'The predictor finished without a clip; tell the operator, or choose another model.'

const sentences = {
  resource: 'The model ran out of memory; ask for a shorter or smaller clip.',
  moderation: 'The model’s content check refused this clip; change the words or the pictures.',
  rate_limited: 'The predictor was busy; please try again.',
  internal: 'The model could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

/** A predictor tells its failure by the words of a Python exception and nothing else, so they have to be read. */
const failureOf = (words: string): ProviderError => {
  const kind = /out of memory/i.test(words)
    ? 'resource'
    : /\bnsfw\b|safety|moderat/i.test(words)
      ? 'moderation'
      : /^at capacity/i.test(words)
        ? 'rate_limited'
        : 'internal'
  return { class: kind, message: sentences[kind], reason: reasonIn(words), ...(words && { detail: words }) }
}

export const lost: ProviderError = {
  class: 'expired',
  message: 'The predictor stands idle and this clip never came; it may have been restarted, please try again.',
}
