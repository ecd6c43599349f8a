import type { MediaInfo } from '../media.ts'
import type { Model } from '../model.ts'
import { lastsAtLeast, lastsAtMost } from './seconds-slack.ts'

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`

/** Why a model does not take a file, as it was found to be; goes on after "This". Null when it takes it. */
export const overLimit = (model: Model, found: MediaInfo): string | null => {
  if (found.kind === 'image') {
    const { maxBytes, maxPixels } = model.image
    if (maxBytes && found.sizeBytes > maxBytes) return `is larger than ${megabytes(maxBytes)}, the most that ${model.name} takes.`
    if (maxPixels && found.width * found.height > maxPixels) return `has more than ${maxPixels} pixels, the most that ${model.name} takes.`
  }
  if (found.kind === 'video') {
    const { maxBytes, minSeconds, maxSeconds } = model.video
    if (maxBytes && found.sizeBytes > maxBytes) return `is larger than ${megabytes(maxBytes)}, the most that ${model.name} takes.`
    if (minSeconds && !lastsAtLeast(found.durationSeconds, minSeconds))
      return `is shorter than ${minSeconds} s, the least that ${model.name} takes.`
    if (maxSeconds && !lastsAtMost(found.durationSeconds, maxSeconds))
      return `is longer than ${maxSeconds} s, the most that ${model.name} takes; cut it first.`
  }
  return null
}

/** Whether a picture is smaller than a model takes. At ingest it is scaled up. */
export const isTooSmall = ({ image: { minSide = 0 } }: Pick<Model, 'image'>, { kind, width, height }: MediaInfo): boolean =>
  kind === 'image' && Math.min(width, height) < minSide
