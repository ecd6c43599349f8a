import videogen from '../../../providers/videogen.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { key, VideoGenServer } from './server.ts'

export const environmentOf = (origin: string) => ({ VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: origin })
export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider => openProvider(videogen, environmentOf(origin), tools)
export const openBench = benchOf(() => VideoGenServer.start(), providerOf)

export const requestOf = requestsOf({ provider: 'videogen', target: 'generate-video-clip' })
