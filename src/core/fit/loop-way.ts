import type { Model } from '../model.ts'
import type { RequestDraft } from '../request.ts'

/**
 * How a model makes a clip end as it begins: by a switch of its own, or by the same picture as first and last frame; null where it
 * cannot. The second is made of the kept first frame when the clip is submitted, so that another picture in its place is a loop too.
 */
export const loopWay = (
  { loop, lastFrame }: Pick<Model, 'loop' | 'lastFrame'>,
  { mode }: Pick<RequestDraft, 'mode'>,
): 'own' | 'frames' | null => {
  if (Array.isArray(loop) ? loop.includes(mode) : loop) return 'own'
  return mode === 'i2v' && lastFrame ? 'frames' : null
}
