import kling from '../../../providers/kling.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { accessKey, apiKey, KlingServer, secretKey } from './server.ts'

export const environmentOf = (origin: string) => ({ KLING_API_KEY: apiKey, KLING_BASE_URL: origin })
/** With the older pair of keys and no key. */
export const pairOf = (origin: string) => ({ KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey, KLING_BASE_URL: origin })
export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider => openProvider(kling, environmentOf(origin), tools)
export const openBench = benchOf(() => KlingServer.start(), providerOf)
export const openPairBench = benchOf(
  () => KlingServer.start(),
  (origin, tools) => openProvider(kling, pairOf(origin), tools),
)

/** A request of Kling 3.0, from text if nothing else is said. */
export const requestOf = requestsOf({ provider: 'kling', target: 'kling-v3' })
/** The same in the newer standard: of 3.0 Turbo, and of 3.0 Omni. */
export const turboOf = requestsOf({ provider: 'kling', target: 'kling-3.0-turbo' })
export const omniOf = requestsOf({ provider: 'kling', target: 'kling-3.0-omni' })
