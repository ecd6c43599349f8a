import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'

/** The full model that a draft can be made again with; undefined when there is none. */
export const fullModel = ({ model, mode }: Pick<Generation, 'model' | 'mode'>, models: readonly Model[]): Model | undefined => {
  const full = models.find(({ name }) => name === model)?.draftOf
  return models.find((row) => row.name === full && !row.unavailable && row.modes.includes(mode))
}
