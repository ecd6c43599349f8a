import { onTestFinished } from 'vitest'
import replicate from '../../../providers/replicate.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { openProviders } from '../../../src/program/providers.ts'
import { guardFor } from '../../support/guard-for.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ReplicateServer, token } from './server.ts'

export const webhookSecret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`

/** A provider of this server, without a house around it. */
export const providerOf = (url: string, tools: Partial<ProviderTools> = {}): Provider => {
  const settings = { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: url, REPLICATE_WEBHOOK_SECRET: webhookSecret }
  const provider = replicate.create(replicate.settings.parse(settings), providerTools(tools))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** A server and a provider of it, for one test. */
export const openBench = async (tools: Partial<ProviderTools> = {}): Promise<{ server: ReplicateServer; provider: Provider }> => {
  const server = await ReplicateServer.start()
  onTestFinished(() => server.close())
  return { server, provider: providerOf(server.url, tools) }
}

/** What the house makes of an environment. */
export const openHouse = async (environment: Record<string, string>) => {
  const folder = await temporaryFolder()
  const options = { ...providerTools(), folderOf: () => folder, cacheOf: () => providerTools().cache, guard: guardFor }
  return openProviders(new Map([[replicate.name, replicate]]), environment, options)
}

export const wan = 'wan-video/wan-2.7-t2v'

/** A request of Wan's text-to-video model, or of another. */
export const requestOf = requestsOf({ provider: 'replicate', target: wan, seed: true })
