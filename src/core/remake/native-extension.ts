import { allows } from '../fit/check-request.ts'
import { overLimit } from '../fit/input-limits.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'

/**
 * The model that can go on from a clip by itself: the wished one, else the clip's own. Undefined where it has no such thing, or not for
 * this clip and this length: then the last frame is gone on from.
 */
export const nativeExtension = (
  { request, clip }: Pick<Generation, 'request' | 'clip'>,
  { model: wished, duration }: { model?: string | undefined; duration?: number | undefined },
  models: readonly Model[],
): Model | undefined => {
  const name = wished?.toLowerCase() ?? request.model
  const row = models.find((one) => one.name === name && !one.unavailable)
  if (!row?.continues || clip?.video.kind !== 'video') return undefined
  const lengths = row.continues.duration
  if (duration !== undefined && !(lengths && allows(lengths, duration))) return undefined
  return overLimit(row, clip.video, { role: 'video', continues: true }) === null ? row : undefined
}
