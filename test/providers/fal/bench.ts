import { onTestFinished } from 'vitest'
import fal from '../../../providers/fal.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { FalServer, key } from './server.ts'

/** Hosts of fal whose addresses are no setting of ours. */
const fixedHosts = new Set(['https://rest.alpha.fal.ai', 'https://fal.ai'])

/** What is meant for fal's fixed hosts comes to this server as well. */
export const fetchHere =
  (server: FalServer, outside: typeof fetch = fetch): typeof fetch =>
  (url, init) => {
    const { origin, pathname, search } = new URL(String(url))
    return outside(fixedHosts.has(origin) ? `${server.url}${pathname}${search}` : url, init)
  }

/** A provider of this server, without a house around it. */
export const providerOf = (server: FalServer, tools: Partial<ProviderTools> = {}): Provider => {
  const settings = fal.settings.parse({ FAL_KEY: key, FAL_QUEUE_URL: server.url })
  const provider = fal.create(settings, providerTools({ ...tools, fetch: fetchHere(server, tools.fetch) }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: FalServer; provider: Provider }> => {
  const server = await FalServer.start()
  onTestFinished(() => server.close())
  if (tools.now) server.now = tools.now
  return { server, provider: providerOf(server, tools) }
}

export const targets = {
  wan: 'fal-ai/wan/v2.7/text-to-video',
  kling: 'fal-ai/kling-video/v3/pro/text-to-video',
  veo: 'fal-ai/veo3.1',
  ltx: 'fal-ai/ltx-2.3/text-to-video/fast',
}

/** A request of Wan, or of another model. */
export const requestOf = requestsOf({ provider: 'fal', target: targets.wan })
