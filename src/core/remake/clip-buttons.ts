import { checkRequest } from '../fit/check-request.ts'
import { rankModels } from '../fit/rank-models.ts'
import type { Clip, Generation } from '../generation.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Mode } from '../request.ts'
import { say } from '../words/sentence.ts'
import { type ClipActions, createButton } from './clip-button.ts'
import { fullModel } from './full-model.ts'
import { stillActions } from './still-buttons.ts'
import { upscaleDraft } from './upscale-draft.ts'

/**
 * What a clip's model can do again, and what the catalogue can go on with from its pictures, by use. `take` is said on each button where
 * several clips share a message, else how many like it on the thumb.
 */
export const clipActions = (
  generation: Generation,
  { video }: Clip,
  models: readonly Model[],
  { take, votes = 0 }: { take?: string | undefined; votes?: number } = {},
): ClipActions => {
  if (video.kind === 'image') return stillActions(generation, video, models, { take, votes })
  const { id, model: name, request } = generation
  const model = models.find((row) => row.name === name)
  const full = fullModel(generation, models)
  const button = createButton(generation, take)
  const offered = (mode: Mode): boolean => models.some((row) => !row.unavailable && row.modes.includes(mode))
  const isUpscaled = modeFacts[request.mode].upscales === true
  const draft = upscaleDraft({ generation, media: video })
  const [upscaler] = isUpscaled ? [] : rankModels(draft, models)
  const larger = upscaler && checkRequest(draft, upscaler, models).requests[0]
  return {
    row: [
      ...(full ? [button('refine', { style: 'primary', by: full })] : []),
      // The same source would become the same once more.
      ...(isUpscaled ? [] : [button('reroll', { by: model })]),
      // Where a near seed makes no similar clip it would be the same as Reroll.
      ...(model?.seed && model.nearbySeeds ? [button('vary', { by: model })] : []),
      ...(isUpscaled ? [] : [button('edit')]),
      ...(offered('i2v') || model?.continues ? [button('extend')] : []),
      { command: 'vote', argument: id, label: take === undefined ? say('action.vote', { votes }) : say('action.voteTake', { take }) },
    ],
    more: [
      ...(offered('i2v')
        ? [
            button('animate', {
              label: take === undefined ? say('action.newMotion') : say('action.ofTake', { action: say('action.newMotion'), take }),
            }),
          ]
        : []),
      ...(offered('v2v') ? [button('restyle')] : []),
      ...(upscaler ? [button('upscale', { by: upscaler, of: larger })] : []),
      button('info'),
      button('report'),
      button('delete', { style: 'danger' }),
    ],
  }
}
