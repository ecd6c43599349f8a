import { inWords } from './words/in-words.ts'
import type { Text } from './words/sentence.ts'

/**
 * What went wrong, as a stable word for logs, metrics and tests.
 * Nothing in the program matches on a message; it matches on these.
 */
export type ErrorCode =
  | 'invalid_option'
  | 'missing_input'
  | 'unknown_command'
  | 'unknown_model'
  | 'model_unavailable'
  | 'not_found'
  | 'not_allowed'
  | 'not_signed'
  | 'quota_exceeded'
  | 'needs_yes'
  | 'bad_media'
  | 'too_large'
  | 'file_refused'
  | 'media_failed'
  | 'media_timeout'
  | 'fetch_refused'
  | 'fetch_failed'
  | 'storage_full'
  | 'storage_unavailable'
  | 'provider_failed'
  | 'outcome_unknown'
  | 'deadline_passed'
  | 'canceled'
  | 'delivery_failed'
  | 'undeliverable'
  | 'bad_config'
  | 'data_folder_in_use'
  | 'stopping'
  | 'internal'

/**
 * A fault with a sentence for the person who meets it and a code for the operator who reads the log.
 * `sentence` says what to do next and never holds a token, a signed URL or a path of the machine; `userMessage` is the same in English,
 * for logs and the operator's terminal.
 */
export class MoodreelError extends Error {
  readonly code: ErrorCode
  readonly sentence: Text
  readonly userMessage: string
  readonly retryAfterMs: number | undefined

  constructor(code: ErrorCode, sentence: Text, options: { cause?: unknown; retryAfterMs?: number } = {}) {
    const userMessage = inWords(sentence, 'en')
    super(`${code}: ${userMessage}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'MoodreelError'
    this.code = code
    this.sentence = sentence
    this.userMessage = userMessage
    this.retryAfterMs = options.retryAfterMs
  }
}
