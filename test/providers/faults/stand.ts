import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Model } from '../../../src/core/model.ts'
import type { Provider } from '../../../src/core/provider.ts'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { guardFor } from '../../support/guard-for.ts'
import { providerTools } from '../../support/provider-tools.ts'
import type { Case } from './cases.ts'
import { pathOf } from './outputs.ts'
import { startProxy, type VendorProxy } from './proxy.ts'

/** A case with a vendor, a proxy and an adapter of its own. */
export interface Stand {
  case: Case
  vendor: FaultVendor
  proxy: VendorProxy
  provider: Provider
  /** The row, under a name of its own, at a price that shows in the ledger. */
  model: Model
  /** How often asking led to nothing since the clock was moved. */
  fruitless: number
  /** Whether the outcome of the last submit is not known. */
  isUnknown: boolean
  /** Where the vendor was asked to tell what becomes of the job, until it was told. */
  webhookUrl: string | null
}

/** Nobody listens there, and no other stand is ever given that port, as it may be one that was just closed. */
const nobody = 'http://127.0.0.1:2'

/** What a clip costs here. */
export const heldCredits = 7

export interface StandOptions {
  index: number
  folder: string
  now(): number
  /** The vendor's clock, where it is another. */
  vendorNow?: () => number
  trapPort: number
}

/** Opens one stand; `index` tells it from the others of a house. */
export const openStand = async (
  start: StartFaultVendor,
  chosen: (vendor: FaultVendor) => Case,
  { index, folder, now, vendorNow = now, trapPort }: StandOptions,
): Promise<Stand> => {
  const vendor = await start(vendorNow)
  const one = chosen(vendor)
  const proxy = await startProxy(vendor, one.rule ?? {}, trapPort)
  if (one.rule?.output) vendor.setOutput(`${proxy.origin}${pathOf(one.rule.output)}`)
  one.fault?.begin()
  const { definition } = vendor
  const settings = definition.settings.parse(vendor.environment(one.rule === null ? nobody : proxy.origin))
  await mkdir(join(folder, `${index}`), { recursive: true })
  const { fetchNamed } = guardFor(definition.origins?.(settings) ?? [])
  const made = definition.create(settings, providerTools({ fetchNamed, now, folder: join(folder, `${index}`) }))
  if (!made) throw new Error(`${definition.name} is not set up by its own environment`)
  const name = `${vendor.model.name}.${index}`
  const stand: Stand = {
    case: one,
    vendor,
    proxy,
    provider: made,
    model: { ...vendor.model, name, provider: name, price: { usdPerClip: heldCredits / 100, cases: [], sure: 'C' } },
    fruitless: 0,
    isUnknown: false,
    webhookUrl: null,
  }
  stand.provider = counted(made, stand)
  return stand
}

/** Opens the stand of one case. */
export type OpenStand = (options: Omit<StandOptions, 'vendorNow'>) => Promise<Stand>

export const closeStand = async ({ provider, proxy, vendor }: Stand): Promise<void> => {
  await provider.stop?.()
  await proxy.close()
  await vendor.close()
}

/** The adapter, with the questions counted that led to nothing. */
const counted = (provider: Provider, stand: Stand): Provider => {
  const fruitless = (): void => {
    stand.fruitless += 1
  }
  const { reconcile, open } = provider
  return {
    ...provider,
    name: provider.name,
    async submit(given, attempt) {
      const { hasWebhook = false } = stand.case
      const result = await provider.submit(given, hasWebhook ? attempt : { ...attempt, webhookUrl: undefined })
      stand.webhookUrl = (hasWebhook && attempt.webhookUrl) || null
      if (result.kind === 'rejected') fruitless()
      stand.isUnknown = result.kind === 'unknown'
      return result
    },
    async poll(...given) {
      const status = await provider.poll(...given).catch((error: unknown) => {
        fruitless()
        throw error
      })
      // The studio does not believe that at once.
      if (status.kind === 'failed' && status.error.class === 'expired') fruitless()
      return status
    },
    ...(reconcile && {
      reconcile: async (...given) => {
        const result = await reconcile.apply(provider, given).catch((error: unknown) => {
          fruitless()
          throw error
        })
        if (result.kind === 'unknown') fruitless()
        else stand.isUnknown = false
        return result
      },
    }),
    ...(open && {
      open: async (...given) =>
        open.apply(provider, given).catch((error: unknown) => {
          fruitless()
          throw error
        }),
    }),
  }
}
