import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { isDataUrl } from '../../src/core/vendor/data-url.ts'
import { findFilms } from '../../src/core/vendor/find-films.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import type { Prediction } from './prediction.ts'
import { isModeration } from './refusal.ts'

/** The scheme of outputs that lie inside of the answer: which of its films. */
export const insideScheme = 'replicate:'

/** A prediction as a provider's status. */
export const readStatus = (prediction: Prediction): ProviderStatus => {
  // Its deadline passed before it started, which Replicate does not bill.
  if (prediction.status === 'aborted') return { kind: 'canceled', costUsd: 0 }
  switch (statusKind(prediction.status)) {
    case 'queued':
      return { kind: 'queued' }
    case 'running':
      return { kind: 'running', progress: progressOf(prediction.logs ?? '') }
    case 'succeeded':
      return succeeded(prediction)
    case 'failed':
      return { kind: 'failed', error: failureOf(prediction.error) }
    // Billed for what it ran (https://replicate.com/docs/topics/billing), which depends on hardware that is not told; one that never
    // began costs nothing. Whether a failed one is billed depends on the model, and is not told either.
    case 'canceled':
      return prediction.started_at === null ? { kind: 'canceled', costUsd: 0 } : { kind: 'canceled' }
  }
}

const succeeded = ({ output, input, version, data_removed: removed }: Prediction): ProviderStatus => {
  const found = findFilms(output)
  if (found.length === 0) return { kind: 'failed', error: removed || isEmpty(output) ? expired : unreadable }
  const seed = input?.['seed']
  return {
    kind: 'succeeded',
    // What comes inside of the answer is not kept with the clip; `open` asks for it again.
    outputs: found.map((url, index) => ({ url: isDataUrl(url) ? `${insideScheme}${index}` : url })),
    ...(input ? { seed: typeof seed === 'number' ? seed : null } : {}),
    // Official models hide theirs behind this word.
    ...(version && version !== 'hidden' ? { modelVersion: version } : {}),
  }
}

const isEmpty = (output: unknown): boolean => output === null || output === undefined || (Array.isArray(output) && output.length === 0)

/** The last `76%` of the logs, which tqdm writes; models that run elsewhere write none. */
const progressOf = (logs: string): number | undefined => {
  const percent = [...logs.slice(-4096).matchAll(/(\d{1,3})(?:\.\d+)?%/g)].at(-1)?.[1]
  return percent === undefined ? undefined : Math.min(Number(percent), 100) / 100
}

const expired: ProviderError = {
  class: 'expired',
  message: 'Replicate has removed this clip already; make it again.',
}

const unreadable: ProviderError = {
  class: 'internal',
  message: 'Replicate finished without a clip; try again or choose another model.',
  detail: 'there is no link in the output',
}

const sentences = {
  moderation: 'The provider’s content check refused this clip; change the words or the pictures.',
  invalid_input: 'The model could not use these settings; change them and try again.',
  resource: 'The model ran out of memory; ask for a shorter or smaller clip.',
  transient: 'The model had a failure of its own; please try again.',
  internal: 'The model could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

/** https://replicate.com/docs/reference/error-codes; the code stands in the error's text, if at all. */
const classOfCode: Record<string, keyof typeof sentences> = {
  E003: 'transient',
  E004: 'transient',
  E005: 'moderation',
  E006: 'invalid_input',
  E1000: 'transient',
  E1001: 'resource',
  E8765: 'transient',
}

const failureOf = (error: unknown): ProviderError => {
  const words = typeof error === 'string' ? error : error === null || error === undefined ? '' : JSON.stringify(error)
  const code = /\bE\d{3,4}\b/.exec(words)?.[0]
  const byWords = isModeration(words) ? 'moderation' : /out of memory/i.test(words) ? 'resource' : 'internal'
  const kind = (code !== undefined && classOfCode[code]) || byWords
  return { class: kind, message: sentences[kind], reason: reasonIn(error), ...(words && { detail: words.slice(0, 1000) }) }
}
