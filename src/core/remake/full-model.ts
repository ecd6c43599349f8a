import { canMake } from '../fit/can-make.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'

/** The full model that a draft can be made again with; undefined when there is none. */
export const fullModel = (
  { model, mode, request }: Pick<Generation, 'model' | 'mode' | 'request'>,
  models: readonly Model[],
): Model | undefined => {
  const full = models.find(({ name }) => name === model)?.draftOf
  return models.find((row) => row.name === full && !row.unavailable && canMake(row, { mode, continues: request.continues }))
}
