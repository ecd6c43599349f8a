import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { GenerationRequest } from '../request.ts'
import { sameWord } from '../text/same-word.ts'
import { type Sentence, say, type Text } from '../words/sentence.ts'
import { loopWay } from './loop-way.ts'
import { speechInPrompt } from './speech-in-prompt.ts'

const invalid = (sentence: Sentence): MoodreelError => new MoodreelError('invalid_option', sentence)

const checkLoop = ({ mode, loop, lastFrame }: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => {
  if (!loop) return { loop: undefined }
  const way = loopWay(model, { mode })
  if (way === null) throw invalid(say('fit.noLoop', { model: model.name, mode }))
  if (lastFrame) throw invalid(say('fit.loopHasEnd'))
  if (way === 'frames') warnings.push(say('fit.loopByFrames', { model: model.name }))
  return { loop }
}

/** The row's own spelling of the voice that was asked for. */
const checkVoice = ({ voice, speech }: GenerationRequest, { name: model, speech: taken }: Model): string | undefined => {
  if (voice === undefined) return undefined
  if (speech === undefined) throw invalid(say('fit.voiceAlone'))
  if (!taken?.voices) throw invalid(say('fit.noVoice', { model }))
  if (taken.voices.length === 0) return voice
  const known = taken.voices.find((one) => sameWord(one, voice))
  if (known === undefined) throw invalid(say('fit.voices', { model, voices: taken.voices, asked: voice }))
  return known
}

/** Whether a model can let somebody say words in a clip of this mode. */
export const speaks = ({ speech, modes }: Pick<Model, 'speech' | 'modes'>, { mode }: Pick<GenerationRequest, 'mode'>): boolean =>
  speech !== undefined && (speech.modes ?? modes).includes(mode)

const checkSpeech = (request: GenerationRequest, model: Model): Partial<GenerationRequest> => {
  const { mode, speech, generateAudio } = request
  const voice = checkVoice(request, model)
  if (speech === undefined) return {}
  const { name, speech: taken, promptMaxLength } = model
  if (!taken || !speaks(model, { mode })) throw invalid(say('fit.noSpeech', { model: name, mode }))
  const length = taken.by === 'prompt' ? speechInPrompt(request).length : speech.length
  const most = taken.by === 'prompt' ? promptMaxLength : taken.maxLength
  if (speech.length > taken.maxLength || length > most) {
    throw invalid(say('fit.speechTooLong', { model: name, most: Math.min(most, taken.maxLength), length: speech.length }))
  }
  if (generateAudio === false) throw invalid(say('fit.speechNeedsSound'))
  // Sound may cost more, so it is asked for and held for.
  return { voice, ...(model.generateAudio && { generateAudio: true }) }
}

/** What happens in a clip, beyond its words: refused when the model cannot take it. */
export const checkContent = (request: GenerationRequest, model: Model, warnings: Text[]): Partial<GenerationRequest> => ({
  ...checkLoop(request, model, warnings),
  ...checkSpeech(request, model),
  continues: request.continues || undefined,
})
