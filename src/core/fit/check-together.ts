import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { GenerationRequest, RequestDraft } from '../request.ts'
import { say, type Text } from '../words/sentence.ts'

/** A setting as a person reads it. */
const wordsOf = ({ mode, durationSeconds: seconds, aspectRatio, resolution, fps: frames }: Model['never'][number]): Text[] =>
  [mode, seconds && say('fit.seconds', { seconds }), aspectRatio, resolution, frames && say('fit.framesPerSecond', { frames })].flatMap(
    (word) => word || [],
  )

/** The settings of a request that its model takes, but not together; undefined when there are none. */
export const clashOf = (
  { mode, durationSeconds, aspectRatio, resolution, fps }: RequestDraft,
  { never }: Pick<Model, 'never'>,
): Model['never'][number] | undefined => {
  const asked: Record<string, unknown> = { mode, durationSeconds, aspectRatio, resolution, fps }
  return never.find((words) => Object.entries(words).every(([name, value]) => asked[name] === value))
}

/** Throws MoodreelError `invalid_option` for settings that a model takes, but not together. */
export const checkTogether = (request: GenerationRequest, model: Model): void => {
  const clash = clashOf(request, model)
  if (!clash) return
  throw new MoodreelError('invalid_option', say('fit.notTogether', { model: model.name, settings: wordsOf(clash) }))
}
