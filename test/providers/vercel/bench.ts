import vercel from '../../../providers/vercel.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { key, VercelServer } from './server.ts'

export const environmentOf = (origin: string) => ({ AI_GATEWAY_API_KEY: key, AI_GATEWAY_BASE_URL: origin })
export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider => openProvider(vercel, environmentOf(origin), tools)
export const openBench = benchOf(() => VercelServer.start(), providerOf)

export const requestOf = requestsOf({
  provider: 'vercel',
  target: 'bytedance/seedance-2.5',
  seed: true,
  duration: { min: 4, max: 30, default: 5 },
})
