import { MoodreelError } from '../core/errors.ts'
import { say, type Text } from '../core/words/sentence.ts'

/** The fault of a file: `sentence` says what is wrong with it and what to do. */
export const badMedia = (sentence: Text, cause?: unknown): MoodreelError => new MoodreelError('bad_media', sentence, { cause })

/** Whether the operating system or the child's permissions refused something, which is no fault of the file's bytes. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && ('syscall' in error || ('code' in error && error.code === 'ERR_ACCESS_DENIED'))

/**
 * Runs work that parses or decodes a stranger's bytes: whatever the libraries throw on it is the file's fault.
 * Throws MoodreelError `bad_media` with `sentence`; a MoodreelError and an error of the system pass as they are.
 */
export const blamingFile = async <T>(sentence: Text, work: () => T | Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof MoodreelError || isSystemError(error)) throw error
    throw badMedia(sentence, error)
  }
}

export const damagedFrames = say('media.damagedFrames')
