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
  if (!row || !prices) return row
  const price = await listPrice({ api: prices, log }, endpoint, described.schema, signal)
  // Nobody knows for how many seconds it bills.
  const isOpen = price.usdPerSecond !== undefined && row.duration === undefined
  return isOpen ? row : { ...row, price: { ...row.price, ...price } }
}
