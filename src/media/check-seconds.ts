import { MoodreelError } from '../core/errors.ts'
import { lastsAtMost } from '../core/fit/seconds-slack.ts'
import type { FileLimits } from './job.ts'

/** Throws MoodreelError `too_large` for a film or a sound that lasts longer than may be taken. */
export const checkSeconds = (seconds: number, { maxVideoSeconds }: FileLimits): void => {
  if (lastsAtMost(seconds, maxVideoSeconds)) return
  throw new MoodreelError(
    'too_large',
    `This lasts ${Math.ceil(seconds)} seconds and at most ${maxVideoSeconds} can be taken: cut it shorter and attach it again.`,
  )
}
