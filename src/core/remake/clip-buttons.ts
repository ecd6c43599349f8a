import type { Clip, Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import type { Action } from '../post.ts'
import type { Mode } from '../request.ts'
import type { Catalogue } from '../words/catalogue.ts'
import { say } from '../words/sentence.ts'
import { fullModel } from './full-model.ts'

/** A command that goes on from a clip, called alike on its button. */
type ClipCommand = Exclude<keyof Catalogue['action'], 'recipe'>

/** The buttons of a clip's post: what its model can do again, and what the catalogue can go on with from its pictures. */
export const clipActions = (generation: Generation, { video }: Clip, models: readonly Model[]): Action[] => {
  const { id, model } = generation
  const button = (command: ClipCommand, style?: Action['style']): Action => ({
    command,
    argument: id,
    label: say(`action.${command}`),
    style,
  })
  const offered = (mode: Mode): boolean => models.some((row) => !row.unavailable && row.modes.includes(mode))
  const takesSeeds = models.find(({ name }) => name === model)?.seed === true
  const moves = video.kind === 'video'
  return [
    ...(fullModel(generation, models) ? [button('refine', 'primary')] : []),
    button('reroll'),
    // Without a seed to change, it would be the same as Reroll.
    ...(takesSeeds ? [button('vary')] : []),
    button('edit'),
    ...(moves && offered('i2v') ? [button('extend')] : []),
    ...(offered('i2v') ? [button('animate')] : []),
    ...(moves && offered('v2v') ? [button('restyle')] : []),
    button('report'),
    button('delete', 'danger'),
  ]
}
