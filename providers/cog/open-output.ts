import { MoodreelError } from '../../src/core/errors.ts'
import type { FetchNamed } from '../../src/core/provider.ts'
import { isBeneath } from '../../src/core/vendor/is-beneath.ts'
import { say } from '../../src/core/words/sentence.ts'
import { cog } from './api.ts'
import { isAttemptId, type Mailbox } from './mailbox.ts'
import type { Predictors } from './predictors.ts'
import { clipScheme } from './read-status.ts'

/**
 * The bytes of a clip: of the mailbox, or, where Cog uploads its files (`--upload-url`), from there. Such a link must lie
 * beneath an address of COG_URLS, which may name one for that alone. Throws MoodreelError `fetch_refused` and `fetch_failed`.
 */
export const openOutput = async (
  { fetchNamed, mailbox, predictors }: { fetchNamed: FetchNamed; mailbox: Mailbox; predictors: Predictors },
  url: string,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> => {
  signal.throwIfAborted()
  const id = url.startsWith(clipScheme) ? url.slice(clipScheme.length) : null
  if (id !== null && isAttemptId(id)) return mailbox.openClip(id, signal)
  if (![...predictors.values()].some((predictor) => isBeneath(predictor, url))) {
    throw new MoodreelError('fetch_refused', say('provider.foreignAddress', { vendor: cog.name }))
  }
  const response = await fetchNamed(url, { signal })
  if (!response.ok || !response.body) {
    throw new MoodreelError('fetch_failed', say('provider.clipUnfetched', { vendor: cog.name }), { cause: `HTTP ${response.status}` })
  }
  return response.body
}
