import { checkRequest } from '../fit/check-request.ts'
import { estimateCredits } from '../fit/price.ts'
import { rankModels } from '../fit/rank-models.ts'
import type { Clip, Generation } from '../generation.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Action } from '../post.ts'
import type { Mode } from '../request.ts'
import type { Catalogue } from '../words/catalogue.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { fullModel } from './full-model.ts'
import { upscaleDraft } from './upscale-draft.ts'

/** A command that goes on from a clip, called alike on its button. */
type ClipCommand = Exclude<keyof Catalogue['action'], 'recipe' | 'newMotion' | 'priced' | 'ofTake' | 'vote' | 'voteTake'>

/** What costs more says so on its button. */
const pricedAbove = 10

/** The buttons of a clip's post: what people do most in a row, everything else in one menu. */
export interface ClipActions {
  row: Action[]
  more: Action[]
}

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
  const { id, model: name, request } = generation
  const model = models.find((row) => row.name === name)
  const full = fullModel(generation, models)
  const named = (action: Sentence): Sentence => (take === undefined ? action : say('action.ofTake', { action, take }))
  const button = (
    command: ClipCommand,
    options: { style?: Action['style']; by?: Model | undefined; of?: Parameters<typeof estimateCredits>[0] } = {},
  ): Action => {
    const credits = options.by ? estimateCredits(options.of ?? request, options.by) : 0
    const label = named(say(`action.${command}`))
    return {
      command,
      argument: id,
      label: credits > pricedAbove ? say('action.priced', { action: label, credits }) : label,
      style: options.style,
    }
  }
  const offered = (mode: Mode): boolean => models.some((row) => !row.unavailable && row.modes.includes(mode))
  const moves = video.kind === 'video'
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
      ...(moves && (offered('i2v') || model?.continues) ? [button('extend')] : []),
      ...(!moves && offered('i2v') ? [button('animate')] : []),
      { command: 'vote', argument: id, label: take === undefined ? say('action.vote', { votes }) : say('action.voteTake', { take }) },
    ],
    more: [
      ...(moves && offered('i2v') ? [{ command: 'animate', argument: id, label: named(say('action.newMotion')) }] : []),
      ...(moves && offered('v2v') ? [button('restyle')] : []),
      ...(upscaler ? [button('upscale', { by: upscaler, of: larger })] : []),
      { command: 'info', argument: id, label: named(say('action.recipe')) },
      button('report'),
      button('delete', { style: 'danger' }),
    ],
  }
}
