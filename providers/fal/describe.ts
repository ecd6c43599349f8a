import { MoodreelError } from '../../src/core/errors.ts'
import type { Log } from '../../src/core/log.ts'
import type { Model } from '../../src/core/model.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { aboutSchema, undescribed } from './ask-inputs.ts'
import { endpointsOf } from './families.ts'
import { listPrice } from './list-price.ts'
import { modelRow, prefix } from './model-row.ts'

interface Tools {
  descriptions: Descriptions<string>
  /** Calls to fal's price list; null where the key may be another's. */
  prices: VendorCall | null
  log: Log
}

/**
 * The row of any endpoint of fal, `fal:owner/name/…`; null for another name, and for an endpoint that is not there or makes nothing of ours.
 * Throws MoodreelError `provider_failed` when fal does not tell.
 */
export const describe = async ({ descriptions, prices, log }: Tools, name: string, signal: AbortSignal): Promise<Model | null> => {
  const endpoint = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  if (endpointsOf({ target: endpoint }).length === 0) return null
  const described = await descriptions.of(endpoint, signal)
  if ('error' in described) {
    const { error } = described
    if (error.class === 'model_gone' || error === undescribed) return null
    throw new MoodreelError('provider_failed', error.message)
  }
  const { makes } = aboutSchema.parse(described.about)
  if (makes === null) return null
  const row = modelRow(endpoint, described.schema, makes)
  if (!row) return null
  const price = prices ? await listPrice({ api: prices, log }, endpoint, described.schema, signal) : {}
  const isKnown = price.usdPerClip !== undefined || (price.usdPerSecond !== undefined && row.duration !== undefined)
  // One price is held for all that is asked of it then, so it makes its usual size.
  return isKnown ? { ...row, price: { ...row.price, ...price } } : { ...row, resolutions: undefined, factors: undefined }
}
