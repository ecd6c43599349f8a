import { MoodreelError } from '../core/errors.ts'
import type { Batch } from '../core/generation.ts'
import type { Platform } from '../core/platform.ts'
import { say } from '../core/words/sentence.ts'
import type { Parts } from './parts.ts'

/** The platform a batch came from. It may be switched off since: then its clips wait until it is back. */
export const platformOf = (parts: Pick<Parts, 'platforms'>, batch: Pick<Batch, 'platform'>): Platform => {
  const platform = parts.platforms.get(batch.platform)
  if (!platform) throw new MoodreelError('delivery_failed', say('failure.platformOff', { platform: batch.platform }))
  return platform
}
