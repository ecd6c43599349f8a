import { onTestFinished } from 'vitest'
import kling from '../../../providers/kling.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { accessKey, KlingServer, secretKey } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}): Provider => {
  const settings = { KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey, KLING_BASE_URL: url }
  const provider = kling.create(settings, providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test, by one clock. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: KlingServer; provider: Provider }> => {
  const server = await KlingServer.start()
  if (tools.now) server.now = tools.now
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.url, tools) }
}

/** A request of Kling 3.0, from text if nothing else is said. */
export const requestOf = requestsOf({ provider: 'kling', target: 'kling-v3' })
