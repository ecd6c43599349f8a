import { join } from 'node:path'
import type { Json } from '../core/json.ts'
import type { Log } from '../core/log.ts'
import type { Model } from '../core/model.ts'
import type { Provider, ProviderDefinition } from '../core/provider.ts'
import { createLocalPubSub } from '../core/pub-sub.ts'
import { type Catalogue, openCatalogue } from '../studio/admission/catalogue.ts'
import { createGuards } from './network.ts'
import { type EnvironmentRecord, openProviders } from './providers.ts'

/** Forgotten with the process: a bot may run on the data folder at the same time. */
const forgetfulMemory = () => {
  const kept = new Map<string, string>()
  return {
    get: async (key: string): Promise<Json> => JSON.parse(kept.get(key) ?? 'null'),
    set: async (key: string, value: Json): Promise<void> => void kept.set(key, JSON.stringify(value)),
  }
}

/** Opens providers beside a bot that may run: as the bot does, but they keep nothing. Closed with `resources`. */
export const openAside = async (
  definitions: ReadonlyMap<string, ProviderDefinition>,
  variables: EnvironmentRecord,
  resources: AsyncDisposableStack,
  tools: { fetch: typeof fetch; folder: string; log: Log; publicUrl: string | undefined; now(): number },
) => {
  const { folder, ...rest } = tools
  const opened = await openProviders(definitions, variables, {
    folderOf: (name) => join(folder, name),
    cacheOf: forgetfulMemory,
    guard: createGuards(resources),
    ...rest,
  })
  for (const provider of opened.providers.values()) resources.defer(async () => provider.stop?.())
  return opened
}

/** The catalogue of the configuration with such providers. */
export const catalogueAside = (rows: readonly Model[], providers: ReadonlyMap<string, Provider>, now: () => number): Promise<Catalogue> =>
  openCatalogue({ rows, providers, memory: forgetfulMemory(), clock: { now }, pubSub: createLocalPubSub() })
