import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { say } from '../../src/core/words/sentence.ts'
import { runway } from './client.ts'
import { type Task, usdPerCredit } from './task.ts'

/** A task as a provider's status; a throttled one waits in Runway's own queue. Runway names no seed. */
export const readStatus = (task: Task): ProviderStatus => {
  switch (statusKind(task.status)) {
    case 'queued':
      return { kind: 'queued' }
    case 'running':
      return { kind: 'running', progress: task.progress === undefined ? undefined : Math.min(Math.max(task.progress, 0), 1) }
    case 'succeeded': {
      const urls = (task.output ?? []).filter((url) => /^https?:\/\//.test(url))
      if (urls.length === 0) return { ...runway.gone, ...costOf(task) }
      return { kind: 'succeeded', outputs: urls.map((url) => ({ url })), ...costOf(task) }
    }
    case 'failed':
      return { kind: 'failed', error: failureOf(task), ...costOf(task) }
    case 'canceled':
      return { kind: 'canceled', ...costOf(task) }
  }
}

const costOf = ({ cost }: Task): { costUsd?: number } => (cost ? { costUsd: cost.credits * usdPerCredit } : {})

/**
 * By https://docs.dev.runwayml.com/errors/task-failures/. The first that fits counts; codes go on after a dot. BAD_OUTPUT
 * is the model's own judgement of what it made and seldom changes when it is tried again.
 */
const codes: [RegExp, ProviderErrorClass][] = [
  [/(^|\.)SAFETY(\.|$)/, 'moderation'],
  [/^INTERNAL\.BAD_OUTPUT(\.|$)/, 'internal'],
  [/^(INPUT_PREPROCESSING\.)?INTERNAL(\.|$)/, 'transient'],
  [/^(INPUT_PREPROCESSING|ASSET)(\.|$)/, 'invalid_input'],
]

const failureOf = ({ failure, failureCode = '' }: Task): ProviderError => {
  const kind = codes.find(([pattern]) => pattern.test(failureCode))?.[1] ?? 'internal'
  const message = kind === 'invalid_input' ? say('provider.fileRefused', { vendor: runway.name }) : undefined
  return runway.failed(kind, { message, reason: reasonIn(failure), detail: [failureCode, failure].filter((part) => part).join(' ') })
}
