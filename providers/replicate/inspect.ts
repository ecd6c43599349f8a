import { MoodreelError } from '../../src/core/errors.ts'
import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import { type Descriptions, undescribed } from './descriptions.ts'
import { findDrift } from './find-drift.ts'
import { parseTarget } from './target.ts'

/**
 * Looks a model up by a free GET and compares its inputs with its row. Throws MoodreelError `provider_failed` when that
 * cannot be learnt now: a token that is refused says nothing of the model.
 */
export const inspect = async (descriptions: Descriptions, model: Model, signal: AbortSignal): Promise<ModelState> => {
  const target = parseTarget(model.target)
  if (!target) return { kind: 'unavailable', reason: 'its target is not the owner/name of a model of Replicate' }
  const described = await descriptions.fresh(target, signal)
  if (!('error' in described)) return { kind: 'available', drift: findDrift(model, described.schema) }
  const { error } = described
  if (error.class === 'model_gone') return { kind: 'unavailable', reason: 'Replicate does not offer it any more' }
  if (error === undescribed) return { kind: 'available', drift: ['Replicate does not say what it takes.'] }
  throw new MoodreelError('provider_failed', error.message, error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs })
}
