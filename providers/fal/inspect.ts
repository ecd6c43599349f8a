import { MoodreelError } from '../../src/core/errors.ts'
import { modeFacts } from '../../src/core/mode-facts.ts'
import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import type { InputRole, Mode } from '../../src/core/request.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { findDrift } from '../../src/core/vendor/find-drift.ts'
import { type Sentence, say } from '../../src/core/words/sentence.ts'
import { aliasesFor } from './aliases.ts'
import { fal } from './api.ts'
import { undescribed } from './ask-inputs.ts'
import { endpointFor, endpointsOf, type Found } from './families.ts'

/**
 * Reads the public description of each endpoint that a row's modes use, without our key. `drift` says what the row offers and an endpoint
 * does not take. Throws MoodreelError `provider_failed` when that cannot be learnt now.
 */
export const inspect = async (descriptions: Descriptions<string>, model: Model, signal: AbortSignal): Promise<ModelState> => {
  const { target } = model
  if (endpointsOf(model).length === 0) return { kind: 'unavailable', reason: say('provider.notTarget', { vendor: fal.name, target }) }
  const drift: Sentence[] = []
  for (const mode of model.modes) {
    const { source } = modeFacts[mode]
    const roles: InputRole[] = [...(source ? [source] : []), ...(mode === 'i2i' && model.mask === 'needed' ? (['mask'] as const) : [])]
    const endpoint = endpointFor(model, { mode, roles: new Set(roles) })
    if (!endpoint) {
      drift.push(say('model.driftEndpoint', { vendor: fal.name, mode }))
      continue
    }
    const described = await descriptions.fresh(endpoint.id, signal)
    if ('error' in described) {
      const { error } = described
      if (error === undescribed) drift.push(say('model.driftUntold', { vendor: fal.name }))
      else if (error.class === 'model_gone')
        return { kind: 'unavailable', reason: say('provider.notListed', { vendor: fal.name, target: endpoint.id }), gone: true }
      else throw new MoodreelError('provider_failed', error.message)
      continue
    }
    // An endpoint may take more than its row offers.
    const missing = findDrift(offeredBy(model, mode, endpoint), described.schema, aliasesFor(mode)).filter(
      ({ say: line }) => line !== 'model.driftUnoffered',
    )
    drift.push(...missing.map((one) => say('model.driftAt', { endpoint: endpoint.id, drift: one })))
  }
  return { kind: 'available', drift }
}

/** The row as far as it is about this endpoint: what only another of the model's endpoints takes is left out, and so are its extras. */
const offeredBy = (model: Model, mode: Mode, { needs, may, notation }: Found): Model => {
  const { source, upscales } = modeFacts[mode]
  const takes = (role: InputRole): boolean => notation === null || needs.includes(role) || may.includes(role)
  return {
    ...model,
    modes: [mode],
    ...(source && model.sourceShape === 'only' && { aspectRatios: undefined }),
    ...(source === 'video' && { duration: undefined }),
    ...(upscales && { seed: false }),
    lastFrame: model.lastFrame && takes('lastFrame'),
    audioInput: model.audioInput && takes('audio'),
    referenceImages: takes('referenceImages') ? model.referenceImages : 0,
    extras: [],
  }
}
