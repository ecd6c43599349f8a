import fal from '../../../providers/fal.ts'
import type { FetchNamed, Provider, ProviderTools } from '../../../src/core/provider.ts'
import { guardFor } from '../../support/guard-for.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { FalServer, key } from './server.ts'

/** Hosts of fal whose addresses are no setting of ours. */
const fixedHosts = new Set(['https://rest.alpha.fal.ai', 'https://fal.ai', 'https://api.fal.ai', 'https://queue.fal.run'])

/** An address at a fixed host of fal as one of this server, which stands for all of them. */
const hereOf = (server: string, url: string): string => {
  const { origin, pathname, search } = new URL(url)
  return fixedHosts.has(origin) ? `${server}${pathname}${search}` : url
}

/** What is meant for fal's fixed hosts comes to this server as well. */
export const fetchHere =
  (server: string, outside: typeof fetch = fetch): typeof fetch =>
  (url, init) =>
    outside(hereOf(server, String(url)), init)

/** The same for the guarded fetch, which may go to this server. */
export const namedHere = (server: string): FetchNamed => {
  const { fetchNamed } = guardFor([server])
  return (url, request) => fetchNamed(hereOf(server, url), request)
}

export const environmentOf = (origin: string) => ({ FAL_KEY: key, FAL_QUEUE_URL: origin })
/** `environment` is that of somebody with a queue of their own, if nothing else is said. */
export const providerOf = (
  origin: string,
  tools: Partial<ProviderTools> = {},
  environment: Record<string, string> = environmentOf(origin),
): Provider => openProvider(fal, environment, { ...tools, fetch: fetchHere(origin, tools.fetch), fetchNamed: namedHere(origin) })
export const openBench = benchOf(() => FalServer.start(), providerOf)

export const targets = {
  wan: 'fal-ai/wan/v2.7/text-to-video',
  kling: 'fal-ai/kling-video/v3/pro/text-to-video',
  veo: 'fal-ai/veo3.1',
  ltx: 'fal-ai/ltx-2.3/text-to-video/fast',
  seedance: 'bytedance/seedance-2.0/text-to-video',
}

/** A request of Wan, or of another model. */
export const requestOf = requestsOf({ provider: 'fal', target: targets.wan })
