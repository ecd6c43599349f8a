import { onTestFinished } from 'vitest'
import type { Provider, ProviderDefinition, ProviderTools } from '../../src/core/provider.ts'
import type { ContractServer } from './contract-server.ts'
import { guardFor } from './guard-for.ts'
import { providerTools } from './provider-tools.ts'

/** A provider as its environment sets it up, without a house around it. */
export const openProvider = <Settings>(
  definition: ProviderDefinition<Settings>,
  environment: Record<string, string>,
  tools: Partial<ProviderTools> = {},
): Provider => {
  const settings = definition.settings.parse(environment)
  const { fetchNamed } = guardFor(definition.origins?.(settings) ?? [])
  const provider = definition.create(settings, providerTools({ fetchNamed, ...tools }))
  if (!provider) throw new Error('the provider is not set up')
  return provider
}

/** Opens a vendor's server and a provider of it, for one test and by one clock. */
export const benchOf =
  <Server extends ContractServer<string>, More extends unknown[]>(
    start: () => Promise<Server>,
    providerOf: (origin: string, tools: Partial<ProviderTools>, ...more: More) => Provider,
  ) =>
  async (tools: Partial<ProviderTools> = {}, ...more: More): Promise<{ server: Server; provider: Provider }> => {
    const server = await start()
    if (tools.now) server.now = tools.now
    const provider = providerOf(server.origin, tools, ...more)
    onTestFinished(async () => {
      await provider.stop?.()
      await server.close()
    })
    return { server, provider }
  }
