import type { Generation } from '../generation.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import { nearestRatio, type Sides } from '../ratio.ts'

/** The shape that a model gives a clip for its source's. */
export interface NearestShape {
  ratio: string
  source: Sides
}

/**
 * The ratio to ask for where nobody asked for one and a clip starts from a picture or a video: the nearest that the model makes.
 * Undefined where a ratio was asked for, where there is no source, and where the model keeps the source's shape by itself.
 */
export const shapeBySource = (
  { request: { mode, aspectRatio }, inputs }: Pick<Generation, 'request' | 'inputs'>,
  { aspectRatios = [], sourceShape }: Pick<Model, 'aspectRatios' | 'sourceShape'>,
): NearestShape | undefined => {
  if (aspectRatio !== undefined || sourceShape !== 'nearest') return undefined
  const source = inputs.find(({ role }) => role === (modeFacts[mode].source ?? 'firstFrame'))?.media
  const ratio = source && nearestRatio(aspectRatios, source)
  return source && ratio !== undefined ? { ratio, source } : undefined
}
