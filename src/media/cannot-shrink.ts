import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'

/** For a film or a still that no quality makes small enough. */
export const cannotShrink = (limitBytes: number): MoodreelError => {
  const size = limitBytes < 1e6 ? `${Math.round(limitBytes / 1e3)} KB` : `${Math.round(limitBytes / 1e5) / 10} MB`
  return new MoodreelError('too_large', say('media.cannotShrink', { size }))
}
