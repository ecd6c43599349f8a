import { onTestFinished } from 'vitest'
import runway from '../../../providers/runway.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { guardFor } from '../../support/guard-for.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { RunwayServer, secret } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}): Provider => {
  const provider = runway.create(
    { RUNWAYML_API_SECRET: secret, RUNWAY_BASE_URL: url },
    providerTools({ fetchNamed: guardFor([url]).fetchNamed, ...tools }),
  )
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: RunwayServer; provider: Provider }> => {
  const server = await RunwayServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.url, tools) }
}

/** A request of Gen-4.5 from text, or of another. */
export const requestOf = requestsOf({ provider: 'runway', target: 'gen4.5', seed: true })
