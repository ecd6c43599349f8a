import { MoodreelError } from '../errors.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Attachment, GenerationRequest, Mode } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { canMake } from './can-make.ts'

/** For somebody who gave another file than the mode starts from. */
const instead: Record<Mode, Sentence> = {
  t2v: say('fit.t2vSource'),
  i2v: say('fit.i2vSource'),
  v2v: say('fit.v2vSource'),
  t2i: say('fit.t2iSource'),
  i2i: say('fit.i2iSource'),
  'upscale-video': say('fit.upscaleVideoSource'),
  'upscale-still': say('fit.upscaleStillSource'),
}

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)
const megabytes = (bytes: number): number => Math.round((bytes / 1024 / 1024) * 10) / 10

const checkSize = (model: Model, what: 'image' | 'video', { name: file, sizeBytes = 0 }: Attachment): void => {
  const { maxBytes } = model[what]
  if (maxBytes === undefined || sizeBytes <= maxBytes) return
  const given = { file, megabytes: megabytes(sizeBytes), model: model.name, most: megabytes(maxBytes) }
  throw new MoodreelError('too_large', say(`fit.${what}FileTooLarge`, given))
}

/**
 * Refuses a request whose files do not fit its mode and its model: one that is missing, one that nobody would look
 * at, too many, or larger than the model takes by the size that the platform claims. Files change what a clip is,
 * so none is ever left out with a warning. `models` are named that take what this one does not. Throws MoodreelError `missing_input`, `invalid_option` and `too_large`.
 */
export const checkInputs = (request: GenerationRequest, model: Model, models: readonly Model[] = []): void => {
  const { mode, firstFrame, lastFrame, video, audio, mask, style, referenceImages: images = [], referenceVideos: videos = [] } = request
  const { source: needs } = modeFacts[mode]
  if (needs && !request[needs]) {
    throw new MoodreelError('missing_input', needs === 'video' ? say('fit.needsVideo', { mode }) : say('fit.needsImage', { mode }))
  }
  if ((firstFrame && needs !== 'firstFrame') || (video && needs !== 'video')) throw invalid(instead[mode])
  if (lastFrame && mode !== 'i2v') throw invalid(say('fit.modeHasNoLastFrame', { mode }))
  if (lastFrame && !model.lastFrame) throw invalid(say('fit.noLastFrame', { model: model.name }))
  checkReferences(request, model, models)
  checkOtherReferences(request, model)
  checkStyle(request, model, models)
  if (audio && !model.audioInput) throw invalid(say('fit.takesNoSound', { model: model.name, file: audio.name }))
  checkMask(request, model)
  for (const image of [firstFrame, lastFrame, mask, style, ...images]) if (image) checkSize(model, 'image', image)
  for (const film of [video, ...videos]) if (film) checkSize(model, 'video', film)
}

const checkMask = ({ mode, mask, resolution, aspectRatio }: GenerationRequest, { name: model, mask: takes }: Model): void => {
  if (mask && mode !== 'i2i') throw invalid(say('fit.modeHasNoMask', { mode }))
  if (mask && (resolution ?? aspectRatio) !== undefined) throw invalid(say('fit.maskKeepsSize'))
  if (!mask && mode === 'i2i' && takes === 'needed') throw new MoodreelError('missing_input', say('fit.needsMask', { model }))
}

/** So many models are named in the place of one. */
const mostNamed = 3

/** Models that could make the request, and for which this is so too. */
const others = (request: GenerationRequest, models: readonly Model[], takes: (model: Model) => boolean): string[] =>
  models
    .filter((model) => !model.unavailable && canMake(model, request) && takes(model))
    .map(({ name }) => name)
    .slice(0, mostNamed)

const checkStyle = (request: GenerationRequest, { name: model, style: takes }: Model, models: readonly Model[]): void => {
  if (!request.style || takes) return
  const able = others(request, models, (other) => other.style)
  throw invalid(able.length > 0 ? say('fit.noStyleOthersDo', { model, models: able }) : say('fit.noStyle', { model }))
}

const checkReferences = (request: GenerationRequest, row: Model, models: readonly Model[]): void => {
  const { mode, firstFrame, referenceImages: references = [] } = request
  const { name: model, referenceImages: most } = row
  const takesAll = (other: Model): boolean =>
    other.referenceImages >= references.length && !(firstFrame !== undefined && other.referencesAlone)
  const able = references.length > 0 ? others(request, models, takesAll) : []
  const given = references.length
  if (references.length > most && able.length > 0) {
    throw invalid(
      most > 0
        ? say('fit.fewerReferencesOthersDo', { model, most, given, models: able })
        : say('fit.noReferencesOthersDo', { model, models: able }),
    )
  }
  if (references.length > most) {
    throw invalid(
      most > 0
        ? say('fit.fewerReferences', { model, most, given })
        : mode === 't2v'
          ? say('fit.noReferencesInT2v', { model })
          : say('fit.noReferences', { model }),
    )
  }
  if (references.length > 0 && firstFrame && row.referencesAlone) {
    throw invalid(able.length > 0 ? say('fit.referencesAloneOthersDo', { model, models: able }) : say('fit.referencesAlone', { model }))
  }
}

/** Videos and sounds as references. A model that takes them beside no first frame says so of all references. */
const checkOtherReferences = (request: GenerationRequest, row: Model): void => {
  const { firstFrame, referenceImages = [], referenceVideos = [], referenceAudios = [] } = request
  const { name: model, referencesAlone } = row
  if (referenceVideos.length > row.referenceVideos) {
    const counts = { model, most: row.referenceVideos, given: referenceVideos.length }
    throw invalid(counts.most > 0 ? say('fit.fewerReferenceVideos', counts) : say('fit.noReferenceVideos', counts))
  }
  if (referenceAudios.length > row.referenceAudios) {
    const counts = { model, most: row.referenceAudios, given: referenceAudios.length }
    throw invalid(counts.most > 0 ? say('fit.fewerReferenceAudios', counts) : say('fit.noReferenceAudios', counts))
  }
  if (firstFrame && referencesAlone && referenceVideos.length + referenceAudios.length > 0) {
    throw invalid(say('fit.referencesAlone', { model }))
  }
  // So has every vendor that takes sounds: there is nothing else that they could belong to.
  if (referenceAudios.length > 0 && referenceImages.length + referenceVideos.length === 0) {
    throw new MoodreelError('missing_input', say('fit.referenceAudiosAlone'))
  }
}
