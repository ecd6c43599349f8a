import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import type { Task } from './task.ts'

/** What a credit of the API costs, by third-party pages of 2026. */
const usdPerCredit = 0.01

/** A task as a provider's status. Runway names no seed. */
export const readStatus = (task: Task): ProviderStatus => {
  switch (task.status) {
    case 'PENDING':
    // More clips than the account may make at once: Runway keeps it in its own queue.
    case 'THROTTLED':
      return { kind: 'queued' }
    case 'RUNNING':
      return { kind: 'running', progress: task.progress === undefined ? undefined : Math.min(Math.max(task.progress, 0), 1) }
    case 'SUCCEEDED': {
      const urls = task.output.filter((url) => /^https?:\/\//.test(url))
      if (urls.length === 0) return { kind: 'failed', error: expired, ...costOf(task) }
      return { kind: 'succeeded', outputs: urls.map((url) => ({ url })), ...costOf(task) }
    }
    case 'FAILED':
      return { kind: 'failed', error: failureOf(task), ...costOf(task) }
    case 'CANCELLED':
      return { kind: 'canceled', ...costOf(task) }
  }
}

const costOf = ({ cost }: Extract<Task, { status: 'SUCCEEDED' | 'FAILED' | 'CANCELLED' }>): { costUsd?: number } =>
  cost ? { costUsd: cost.credits * usdPerCredit } : {}

const expired: ProviderError = {
  class: 'expired',
  message: 'Runway has removed this clip already; make it again.',
  detail: 'a finished task without an output',
}

const sentences = {
  moderation: 'Runway’s content check refused this clip; change the words or the pictures.',
  invalid_input: 'Runway could not use the files of this clip; try another image or video.',
  transient: 'Runway had a failure of its own; please try again.',
  internal: 'Runway could not make this clip; change the prompt or choose another model.',
} as const satisfies Partial<Record<ProviderErrorClass, string>>

/**
 * By https://docs.dev.runwayml.com/errors/task-failures/. The first that fits counts; codes go on after a dot. BAD_OUTPUT
 * is the model's own judgement of what it made and seldom changes when it is tried again.
 */
const codes: [RegExp, keyof typeof sentences][] = [
  [/(^|\.)SAFETY(\.|$)/, 'moderation'],
  [/^INTERNAL\.BAD_OUTPUT(\.|$)/, 'internal'],
  [/^(INPUT_PREPROCESSING\.)?INTERNAL(\.|$)/, 'transient'],
  [/^(INPUT_PREPROCESSING|ASSET)(\.|$)/, 'invalid_input'],
]

const failureOf = ({ failure, failureCode = '' }: Extract<Task, { status: 'FAILED' }>): ProviderError => {
  const kind = codes.find(([pattern]) => pattern.test(failureCode))?.[1] ?? 'internal'
  return { class: kind, message: sentences[kind], detail: [failureCode, failure].filter((part) => part).join(' ') || undefined }
}
