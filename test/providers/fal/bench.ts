import fal from '../../../providers/fal.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { FalServer, key } from './server.ts'

/** Hosts of fal whose addresses are no setting of ours. */
const fixedHosts = new Set(['https://rest.alpha.fal.ai', 'https://fal.ai'])

/** What is meant for fal's fixed hosts comes to this server as well. */
export const fetchHere =
  (server: string, outside: typeof fetch = fetch): typeof fetch =>
  (url, init) => {
    const { origin, pathname, search } = new URL(String(url))
    return outside(fixedHosts.has(origin) ? `${server}${pathname}${search}` : url, init)
  }

export const environmentOf = (origin: string) => ({ FAL_KEY: key, FAL_QUEUE_URL: origin })
export const providerOf = (origin: string, tools: Partial<ProviderTools> = {}): Provider =>
  openProvider(fal, environmentOf(origin), { ...tools, fetch: fetchHere(origin, tools.fetch) })
export const openBench = benchOf(() => FalServer.start(), providerOf)

export const targets = {
  wan: 'fal-ai/wan/v2.7/text-to-video',
  kling: 'fal-ai/kling-video/v3/pro/text-to-video',
  veo: 'fal-ai/veo3.1',
  ltx: 'fal-ai/ltx-2.3/text-to-video/fast',
}

/** A request of Wan, or of another model. */
export const requestOf = requestsOf({ provider: 'fal', target: targets.wan })
