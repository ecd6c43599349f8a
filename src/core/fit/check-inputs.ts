import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { Attachment, GenerationRequest, Mode } from '../request.ts'

/** What each mode starts from, and the sentence for somebody who gave something else. */
const sources: Record<Mode, { needs?: 'firstFrame' | 'video'; instead: string }> = {
  t2v: { instead: 't2v starts from words alone; use /i2v for an image and /v2v for a video.' },
  i2v: { needs: 'firstFrame', instead: 'i2v starts from an image; use /v2v for a video.' },
  v2v: { needs: 'video', instead: 'v2v starts from a video; use /i2v for an image.' },
  t2i: { instead: 't2i starts from words alone; leave the file out.' },
  i2i: { needs: 'firstFrame', instead: 'i2i starts from an image; leave the other files out.' },
}

const invalid = (sentence: string): MoodreelError => new MoodreelError('invalid_option', sentence)
const megabytes = (bytes: number): string => `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`

const checkSize = (model: Model, what: 'image' | 'video', file: Attachment): void => {
  const { maxBytes } = model[what]
  if (maxBytes === undefined || (file.sizeBytes ?? 0) <= maxBytes) return
  throw new MoodreelError(
    'too_large',
    `${file.name} has ${megabytes(file.sizeBytes ?? 0)}; ${model.name} takes ${what}s up to ${megabytes(maxBytes)}.`,
  )
}

/**
 * Refuses a request whose files do not fit its mode and its model: one that is missing, one that nobody would look
 * at, too many, or larger than the model takes by the size that the platform claims. Files change what a clip is,
 * so none is ever left out with a warning. Throws MoodreelError `missing_input`, `invalid_option` and `too_large`.
 */
export const checkInputs = (request: GenerationRequest, model: Model): void => {
  const { needs, instead } = sources[request.mode]
  if (needs && !request[needs]) {
    throw new MoodreelError('missing_input', `${request.mode} needs ${needs === 'video' ? 'a video' : 'an image'}; attach one.`)
  }
  if ((request.firstFrame && needs !== 'firstFrame') || (request.video && needs !== 'video')) throw invalid(instead)
  if (request.lastFrame && request.mode !== 'i2v') throw invalid(`${request.mode} has no last frame; leave that image out.`)
  if (request.lastFrame && !model.lastFrame) {
    throw invalid(`${model.name} takes no last frame; leave the second image out or choose a model that does.`)
  }
  const references = request.referenceImages ?? []
  if (references.length > model.referenceImages) {
    const hint = request.mode === 't2v' ? '; /i2v starts from an image' : ''
    throw invalid(
      model.referenceImages === 0
        ? `${model.name} takes no reference images${hint || '; leave them out'}.`
        : `${model.name} takes ${model.referenceImages} reference images at most; you gave ${references.length}.`,
    )
  }
  if (references.length > 0 && request.firstFrame && model.referencesAlone) {
    throw invalid(`${model.name} takes a first frame or reference images, not both; leave one out or choose a model that takes both.`)
  }
  if (request.audio && !model.audioInput) throw invalid(`${model.name} takes no sound; leave ${request.audio.name} out.`)
  for (const image of [request.firstFrame, request.lastFrame, ...references]) if (image) checkSize(model, 'image', image)
  if (request.video) checkSize(model, 'video', request.video)
}
