import runway from '../../../providers/runway.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { RunwayServer, secret } from './server.ts'

export const environmentOf = (origin: string) => ({ RUNWAYML_API_SECRET: secret, RUNWAY_BASE_URL: origin })
export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider => openProvider(runway, environmentOf(origin), tools)
export const openBench = benchOf(() => RunwayServer.start(), providerOf)

/** A request of Gen-4.5 from text, or of another. */
export const requestOf = requestsOf({ provider: 'runway', target: 'gen4.5', seed: true })
