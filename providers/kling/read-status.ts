import type { ProviderError, ProviderErrorClass, ProviderStatus } from '../../src/core/provider.ts'
import { linksOf } from '../../src/core/vendor/outputs.ts'
import { reasonIn } from '../../src/core/vendor/reason.ts'
import { statusKind } from '../../src/core/vendor/status-kind.ts'
import { say } from '../../src/core/words/sentence.ts'
import { kling } from './api.ts'
import type { Task } from './task.ts'

/** A task as a provider's status. Kling names no progress and no seed, and its cost only where that was paid in dollars. */
export const readStatus = ({ status, message, result, costUsd }: Task): ProviderStatus => {
  const kind = statusKind(status)
  const cost = costUsd === undefined ? {} : { costUsd }
  switch (kind) {
    case 'succeeded': {
      // Clips are cleared after 30 days.
      const outputs = linksOf(result)
      return outputs.length > 0 ? { kind, outputs, ...cost } : kling.gone
    }
    case 'failed':
      return { kind, error: failureOf(message ?? ''), ...cost }
    default:
      return { kind }
  }
}

/**
 * A failed task carries no code, only words, so that this is the one place that has to read them. Seen in the field:
 * "Failure to pass the risk control system", "The resolution or aspect ratio of …".
 */
const words: [RegExp, ProviderErrorClass][] = [
  [/risk control|content security|sensitive|moderat|policy/i, 'moderation'],
  [/resolution or aspect ratio|image (format|size|resolution|pixel)/i, 'invalid_input'],
]

const failureOf = (detail: string): ProviderError => {
  const kind = words.find(([pattern]) => pattern.test(detail))?.[1] ?? 'internal'
  const message = kind === 'invalid_input' ? say('provider.fileRefused', { vendor: kling.name }) : undefined
  return kling.failed(kind, { message, reason: reasonIn(detail), detail })
}
