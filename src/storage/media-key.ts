import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'

const keyPattern = /^[a-z0-9_-][a-z0-9._-]*(\/[a-z0-9_-][a-z0-9._-]*)*$/

/** Whether a name is a key of the media store: words of `a-z 0-9 . _ -` between single slashes, none beginning with a dot. */
export const isMediaKey = (name: string): boolean => keyPattern.test(name)

/** Throws MoodreelError `invalid_option` for a key that is none. */
export const checkMediaKey = (key: string): void => {
  if (!isMediaKey(key)) throw new MoodreelError('invalid_option', say('failure.notKept'))
}

export const notKept = (cause?: unknown): MoodreelError => new MoodreelError('not_found', say('failure.notKept'), { cause })

export const noSuchPart = (cause?: unknown): MoodreelError => new MoodreelError('not_found', say('failure.noSuchPart'), { cause })
