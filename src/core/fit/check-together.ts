import { MoodreelError } from '../errors.ts'
import type { Model } from '../model.ts'
import type { GenerationRequest } from '../request.ts'

/** A setting as a person reads it. */
const wordsOf = ({ mode, durationSeconds, aspectRatio, resolution, fps }: Model['never'][number]): string[] =>
  [mode, durationSeconds && `${durationSeconds} s`, aspectRatio, resolution, fps && `${fps} frames a second`].flatMap((word) => word || [])

/** Throws MoodreelError `invalid_option` for settings that a model takes, but not together. */
export const checkTogether = (request: GenerationRequest, model: Model): void => {
  const { mode, durationSeconds, aspectRatio, resolution, fps } = request
  const asked: Record<string, unknown> = { mode, durationSeconds, aspectRatio, resolution, fps }
  const clash = model.never.find((words) => Object.entries(words).every(([name, value]) => asked[name] === value))
  if (!clash) return
  throw new MoodreelError('invalid_option', `${model.name} does not make ${wordsOf(clash).join(' + ')} together; change one of them.`)
}
