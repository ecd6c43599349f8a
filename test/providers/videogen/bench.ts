import { onTestFinished } from 'vitest'
import videogen from '../../../providers/videogen.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { guardFor } from '../../support/guard-for.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { key, VideoGenServer } from './server.ts'

/** A provider of this server, without a house around it. */
export const providerOf = (server: VideoGenServer, tools: Partial<ProviderTools> = {}): Provider => {
  const settings = videogen.settings.parse({ VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: server.url })
  const provider = videogen.create(settings, providerTools({ fetchNamed: guardFor([server.url]).fetchNamed, ...tools }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: VideoGenServer; provider: Provider }> => {
  const server = await VideoGenServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server, tools) }
}

export const requestOf = requestsOf({ provider: 'videogen', target: 'generate-video-clip' })
