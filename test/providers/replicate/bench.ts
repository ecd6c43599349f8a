import replicate from '../../../providers/replicate.ts'
import type { Provider, ProviderTools } from '../../../src/core/provider.ts'
import { openProviders } from '../../../src/program/providers.ts'
import { guardFor } from '../../support/guard-for.ts'
import { benchOf, openProvider } from '../../support/provider-bench.ts'
import { requestsOf } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { ReplicateServer, token } from './server.ts'

export const webhookSecret = `whsec_${Buffer.from('a secret of the tests').toString('base64')}`

export const environmentOf = (origin: string) => ({
  REPLICATE_API_TOKEN: token,
  REPLICATE_BASE_URL: `${origin}/v1`,
  REPLICATE_WEBHOOK_SECRET: webhookSecret,
})
export const providerOf = (origin: string, tools?: Partial<ProviderTools>): Provider =>
  openProvider(replicate, environmentOf(origin), tools)
export const openBench = benchOf(() => ReplicateServer.start(), providerOf)

/** What the house makes of an environment. */
export const openHouse = async (environment: Record<string, string>) => {
  const folder = await temporaryFolder()
  const options = { ...providerTools(), folderOf: () => folder, cacheOf: () => providerTools().cache, guard: guardFor }
  return openProviders(new Map([[replicate.name, replicate]]), environment, options)
}

export const wan = 'wan-video/wan-2.7-t2v'

/** A request of Wan's text-to-video model, or of another. */
export const requestOf = requestsOf({ provider: 'replicate', target: wan, seed: true })
