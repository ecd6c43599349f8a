import type { MediaInfo } from '../media.ts'
import type { Model } from '../model.ts'
import type { GenerationRequest, InputRole } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { lastsAtLeast, lastsAtMost } from './seconds-slack.ts'

const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024)

/** What a file is for: a source that is gone on from, and a reference, have limits of their own. */
interface Use {
  role?: InputRole
  continues?: GenerationRequest['continues']
}

/** The least and the most seconds of a video or a sound. */
const secondsFor = (model: Model, { role, continues }: Use): { minSeconds?: number | undefined; maxSeconds?: number | undefined } => {
  if (role === 'referenceVideos' || role === 'referenceAudios') return { maxSeconds: model.referenceMaxSeconds }
  return (continues ? model.continues : undefined) ?? model.video
}

/** Why a model does not take a file, as it was found to be. Null when it takes it. */
export const overLimit = (row: Model, found: MediaInfo, use: Use = {}): Sentence | null => {
  const { name: model, image, video } = row
  if (found.kind === 'image') {
    const { maxBytes, maxPixels } = image
    if (maxBytes && found.sizeBytes > maxBytes) return say('fit.imageTooLarge', { model, most: megabytes(maxBytes) })
    if (maxPixels && found.width * found.height > maxPixels) return say('fit.imageTooManyPixels', { model, most: maxPixels })
  }
  if (found.kind === 'video') {
    const { maxBytes } = video
    const { minSeconds, maxSeconds } = secondsFor(row, use)
    if (maxBytes && found.sizeBytes > maxBytes) return say('fit.videoTooLarge', { model, most: megabytes(maxBytes) })
    if (minSeconds && !lastsAtLeast(found.durationSeconds, minSeconds)) return say('fit.videoTooShort', { model, least: minSeconds })
    if (maxSeconds && !lastsAtMost(found.durationSeconds, maxSeconds)) return say('fit.videoTooLong', { model, most: maxSeconds })
  }
  const longest = found.kind === 'audio' && use.role === 'referenceAudios' ? row.referenceMaxSeconds : undefined
  if (longest !== undefined && !lastsAtMost(found.durationSeconds, longest)) return say('fit.referenceTooLong', { model, most: longest })
  return null
}

/** Whether a picture is smaller than a model takes. At ingest it is scaled up. */
export const isTooSmall = ({ image: { minSide = 0 } }: Pick<Model, 'image'>, { kind, width, height }: MediaInfo): boolean =>
  kind === 'image' && Math.min(width, height) < minSide
