import type { Clip, Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import type { Action } from '../post.ts'
import type { Mode } from '../request.ts'
import { fullModel } from './full-model.ts'

/** The buttons of a clip's post: what its model can do again, and what the catalogue can go on with from its pictures. */
export const clipActions = (generation: Generation, { video }: Clip, models: readonly Model[]): Action[] => {
  const { id, model } = generation
  const button = (command: string, label: string, style?: Action['style']): Action => ({ command, argument: id, label, style })
  const offered = (mode: Mode): boolean => models.some((row) => !row.unavailable && row.modes.includes(mode))
  const takesSeeds = models.find(({ name }) => name === model)?.seed === true
  const moves = video.kind === 'video'
  return [
    ...(fullModel(generation, models) ? [button('refine', 'Refine', 'primary')] : []),
    button('reroll', 'Reroll'),
    // Without a seed to change, it would be the same as Reroll.
    ...(takesSeeds ? [button('vary', 'Vary')] : []),
    button('edit', 'Edit'),
    ...(moves && offered('i2v') ? [button('extend', 'Extend')] : []),
    ...(offered('i2v') ? [button('animate', 'Animate')] : []),
    ...(moves && offered('v2v') ? [button('restyle', 'Restyle')] : []),
    button('report', 'Report'),
    button('delete', 'Delete', 'danger'),
  ]
}
