import { MoodreelError } from '../../src/core/errors.ts'
import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { replicate } from './api.ts'
import { type Descriptions, undescribed } from './descriptions.ts'
import { findDrift } from './find-drift.ts'
import { parseTarget } from './target.ts'

const named = { vendor: replicate.name }

/**
 * Looks a model up by a free GET and compares its inputs with its row. Throws MoodreelError `provider_failed` when that
 * cannot be learnt now: a token that is refused says nothing of the model.
 */
export const inspect = async (descriptions: Descriptions, model: Model, signal: AbortSignal): Promise<ModelState> => {
  const target = parseTarget(model.target)
  if (!target) return { kind: 'unavailable', reason: say('provider.notTarget', { ...named, target: model.target }) }
  const described = await descriptions.fresh(target, signal)
  if (!('error' in described)) return { kind: 'available', drift: findDrift(model, described.schema) }
  const { error } = described
  if (error.class === 'model_gone') return { kind: 'unavailable', reason: say('provider.notOffered', named), gone: true }
  if (error === undescribed) return { kind: 'available', drift: [say('model.driftUntold', named)] }
  throw new MoodreelError('provider_failed', error.message, error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs })
}
