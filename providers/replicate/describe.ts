import { MoodreelError } from '../../src/core/errors.ts'
import type { Model } from '../../src/core/model.ts'
import type { ProviderError } from '../../src/core/provider.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { undescribed } from './ask-inputs.ts'
import type { FreeCall } from './free-call.ts'
import { modelPageSchema, modelRow } from './model-row.ts'
import { parseTarget, type Target } from './target.ts'

/**
 * The row of any model of Replicate, `owner/name` or `owner/name:version`; null when there is none or it makes no video.
 * Throws MoodreelError `provider_failed` when Replicate does not tell.
 */
export const describe = async (
  { freeCall, descriptions }: { freeCall: FreeCall; descriptions: Descriptions<Target> },
  text: string,
  signal: AbortSignal,
): Promise<Model | null> => {
  const target = parseTarget(text)
  if (!target) return null
  const page = await freeCall<unknown>(({ models }) => models.get(target.owner, target.name, { signal }), { signal })
  if ('error' in page) return noneOr(page.error)
  const described = await descriptions.of(target, signal)
  if ('error' in described) return noneOr(described.error)
  return modelRow(target, modelPageSchema.parse(page.answer), described.schema)
}

/** A model that is not there, or does not say what it takes, is none. */
const noneOr = (error: ProviderError): null => {
  if (error.class === 'model_gone' || error === undescribed) return null
  throw new MoodreelError('provider_failed', error.message, error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs })
}
