import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { outputsOf } from '../../src/core/vendor/outputs.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { replicate } from './api.ts'
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
  const outputs = outputsOf(output, insideScheme)
  if (outputs.length === 0) return removed || isEmpty(output) ? replicate.gone : replicate.noClip
  const seed = input?.['seed']
  return {
    kind: 'succeeded',
    outputs,
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

/** https://replicate.com/docs/reference/error-codes; the code stands in the error's text, if at all. */
const classOfCode: Record<string, ProviderErrorClass> = {
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
  return replicate.failed(kind, { reason: reasonIn(error), detail: words })
}
