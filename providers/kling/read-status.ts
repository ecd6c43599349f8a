import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { isDataUrl } from '../../src/core/vendor/data-url.ts'
import { findFilms } from '../../src/core/vendor/find-films.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import type { Task } from './task.ts'

/** A task as a provider's status. Kling names no progress and no seed, and its cost in units whose price depends on the account. */
export const readStatus = ({ task_status: status, task_status_msg: message, task_result: result }: Task): ProviderStatus => {
  switch (statusKind(status)) {
    case 'queued':
      return { kind: 'queued' }
    case 'running':
      return { kind: 'running' }
    case 'canceled':
      return { kind: 'canceled' }
    case 'succeeded': {
      const urls = findFilms(result).flatMap((url) => (isDataUrl(url) ? [] : [{ url }]))
      return urls.length > 0 ? { kind: 'succeeded', outputs: urls } : { kind: 'failed', error: expired }
    }
    case 'failed':
      return { kind: 'failed', error: failureOf(message ?? '') }
  }
}

/** Clips are cleared after 30 days. */
export const expired: ProviderError = { class: 'expired', message: 'Kling has removed this clip already; make it again.' }

const sentences = {
  moderation: 'Kling’s content check refused this clip; change the words or the pictures.',
  invalid_input: 'Kling could not use the picture of this clip; try another one.',
  internal: 'Kling could not make this clip; try again or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

/**
 * A failed task carries no code, only words, so that this is the one place that has to read them. Seen in the field:
 * "Failure to pass the risk control system", "The resolution or aspect ratio of …".
 */
const words: [RegExp, keyof typeof sentences][] = [
  [/risk control|content security|sensitive|moderat|policy/i, 'moderation'],
  [/resolution or aspect ratio|image (format|size|resolution|pixel)/i, 'invalid_input'],
]

const failureOf = (message: string): ProviderError => {
  const kind = words.find(([pattern]) => pattern.test(message))?.[1] ?? 'internal'
  return { class: kind, message: sentences[kind], reason: reasonIn(message), ...(message && { detail: message.slice(0, 500) }) }
}
