import { MoodreelError } from '../core/errors.ts'
import { lastsAtMost } from '../core/fit/seconds-slack.ts'
import { say } from '../core/words/sentence.ts'
import type { FileLimits } from './job.ts'

/** Throws MoodreelError `too_large` for a film or a sound that lasts longer than may be taken. */
export const checkSeconds = (seconds: number, { maxVideoSeconds }: FileLimits): void => {
  if (lastsAtMost(seconds, maxVideoSeconds)) return
  throw new MoodreelError('too_large', say('media.tooLong', { seconds: Math.ceil(seconds), limit: maxVideoSeconds }))
}
