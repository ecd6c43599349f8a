import { MoodreelError } from '../../core/errors.ts'
import type { Log } from '../../core/log.ts'
import type { Model } from '../../core/model.ts'
import type { Provider, ProviderDefinition } from '../../core/provider.ts'
import type { GuardedFetch } from '../../net/guarded-fetch.ts'
import type { Configuration } from '../config.ts'
import { catalogueAside, openAside } from '../open-aside.ts'
import type { EnvironmentRecord } from '../providers.ts'
import { findRow } from './find-row.ts'
import { type AnswerRecord, recordAnswers } from './record-answers.ts'

/** A model that can be tried, its real adapter, and what its vendor answers to it. */
export interface OpenTrial {
  model: Model
  definition: ProviderDefinition
  provider: Provider
  guarded: GuardedFetch
  record: AnswerRecord
}

const bad = (sentence: string): MoodreelError => new MoodreelError('bad_config', sentence)

/**
 * Finds the row of a model and opens its adapter as the bot does, with a `fetch` that notes what comes; closed with `resources`. Throws
 * MoodreelError `bad_config` for a model that cannot be tried.
 */
export const openTrial = async (
  name: string,
  resources: AsyncDisposableStack,
  house: {
    configuration: Pick<Configuration, 'rows' | 'definitions'>
    variables: EnvironmentRecord
    publicUrl: string | undefined
    /** For what providers keep for themselves. */
    folder: string
    log: Log
    now(): number
  },
): Promise<OpenTrial> => {
  const { configuration, variables, publicUrl, folder, log, now } = house
  const { rows, definitions } = configuration
  const open = (which: ReadonlyMap<string, ProviderDefinition>, fetcher: typeof fetch) =>
    openAside(which, variables, resources, { fetch: fetcher, folder, log, publicUrl, now })
  const only = (provider: string): ReadonlyMap<string, ProviderDefinition> => {
    const definition = definitions.get(provider)
    if (!definition?.webhookOnly) return new Map(definition && [[provider, definition]])
    throw bad(`${name} cannot be tried so: ${provider} tells of clips by webhook only, to a bot that runs. Ask that for one.`)
  }
  const listed = rows.find((row) => row.name === name)
  // Another model may be known to any provider.
  const { providers: asked } = await open(listed ? only(listed.provider) : definitions, fetch)
  const model = await findRow(name, await catalogueAside(rows, asked, now))
  const definition = only(model.provider).get(model.provider)
  const record = recordAnswers(fetch, definition?.answers)
  const { providers, providerFetch } = await open(only(model.provider), record.fetch)
  const [provider, guarded] = [providers.get(model.provider), providerFetch.get(model.provider)]
  if (!definition || !provider || !guarded) throw bad(`${name} cannot be tried: ${definition?.setup ?? 'its provider is not there.'}`)
  return { model, definition, provider, guarded, record }
}
