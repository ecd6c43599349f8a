import { MoodreelError } from '../../src/core/errors.ts'
import { isAttemptId, type Mailbox } from './mailbox.ts'
import type { Predictors } from './predictors.ts'
import { clipScheme } from './read-status.ts'

/**
 * The bytes of a clip: of the mailbox, or, where Cog uploads its files (`--upload-url`), from there. Such a link must lie
 * at an address of COG_URLS, which may name one for that alone. Throws MoodreelError `fetch_refused` and `fetch_failed`.
 */
export const openOutput = async (
  { fetch, mailbox, predictors }: { fetch: typeof globalThis.fetch; mailbox: Mailbox; predictors: Predictors },
  url: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> => {
  signal.throwIfAborted()
  const id = url.startsWith(clipScheme) ? url.slice(clipScheme.length) : null
  if (id !== null && isAttemptId(id)) return mailbox.openClip(id, signal)
  const origin = URL.parse(url)?.origin
  if (![...predictors.values()].some((predictor) => predictor.origin === origin)) {
    const message = 'The predictor put the clip at an address that this bot does not know; tell the operator.'
    throw new MoodreelError('fetch_refused', message)
  }
  const response = await fetch(url, { redirect: 'error', signal })
  if (!response.ok || !response.body) {
    throw new MoodreelError('fetch_failed', 'The clip could not be fetched from the predictor; please try again.', {
      cause: `HTTP ${response.status}`,
    })
  }
  return response.body
}
