import { MoodreelError } from '../errors.ts'
import { modeFacts } from '../mode-facts.ts'
import type { Model } from '../model.ts'
import type { Attachment, GenerationRequest, Mode } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'

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
 * so none is ever left out with a warning. Throws MoodreelError `missing_input`, `invalid_option` and `too_large`.
 */
export const checkInputs = (request: GenerationRequest, model: Model): void => {
  const { mode, firstFrame, lastFrame, video, audio, mask, referenceImages: references = [] } = request
  const { source: needs } = modeFacts[mode]
  if (needs && !request[needs]) {
    throw new MoodreelError('missing_input', needs === 'video' ? say('fit.needsVideo', { mode }) : say('fit.needsImage', { mode }))
  }
  if ((firstFrame && needs !== 'firstFrame') || (video && needs !== 'video')) throw invalid(instead[mode])
  if (lastFrame && mode !== 'i2v') throw invalid(say('fit.modeHasNoLastFrame', { mode }))
  if (lastFrame && !model.lastFrame) throw invalid(say('fit.noLastFrame', { model: model.name }))
  checkReferences(request, model)
  if (audio && !model.audioInput) throw invalid(say('fit.takesNoSound', { model: model.name, file: audio.name }))
  checkMask(request, model)
  for (const image of [firstFrame, lastFrame, mask, ...references]) if (image) checkSize(model, 'image', image)
  if (video) checkSize(model, 'video', video)
}

const checkMask = ({ mode, mask }: GenerationRequest, { name: model, mask: takes }: Model): void => {
  if (mask && mode !== 'i2i') throw invalid(say('fit.modeHasNoMask', { mode }))
  if (mask && !takes) throw invalid(say('fit.noMask', { model }))
  if (!mask && mode === 'i2i' && takes === 'needed') throw new MoodreelError('missing_input', say('fit.needsMask', { model }))
}

const checkReferences = ({ mode, firstFrame, referenceImages: references = [] }: GenerationRequest, row: Model): void => {
  const { name: model, referenceImages: most } = row
  if (references.length > most) {
    throw invalid(
      most > 0
        ? say('fit.fewerReferences', { model, most, given: references.length })
        : mode === 't2v'
          ? say('fit.noReferencesInT2v', { model })
          : say('fit.noReferences', { model }),
    )
  }
  if (references.length > 0 && firstFrame && row.referencesAlone) throw invalid(say('fit.referencesAlone', { model }))
}
