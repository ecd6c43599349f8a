import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ownersPriceWords } from '../core/fit/price.ts'
import type { Log } from '../core/log.ts'
import type { Model } from '../core/model.ts'
import type { ProviderDefinition } from '../core/provider.ts'
import { createLocalPubSub } from '../core/pub-sub.ts'
import { inWords } from '../core/words/in-words.ts'
import type { Text } from '../core/words/sentence.ts'
import { openCatalogue } from '../studio/admission/catalogue.ts'
import { createModelWatch } from '../studio/admission/watch-models.ts'
import { createGuards } from './network.ts'
import { type EnvironmentRecord, openProviders } from './providers.ts'

/** For what is asked once and forgotten: a bot may run on the data folder at the same time. */
const forgetful = { get: async () => null, set: async () => undefined }

const priceOf = (model: Model): string => {
  // What is not available any more has no price.
  if (model.unavailable && model.price.usdPerClip === undefined && model.price.usdPerSecond === undefined) return '-'
  return [inWords(ownersPriceWords(model), 'en'), ...(model.price.cases.length > 0 ? ['other for some settings'] : [])].join(', ')
}

const lineOf = (model: Model, drift: readonly Text[]): string[] => {
  const next = model.unavailable?.successor ? `; use ${model.unavailable.successor}` : ''
  const state = model.unavailable ? `unavailable: ${inWords(model.unavailable.reason, 'en')}${next}` : 'available'
  const changes = drift.map((text) => inWords(text, 'en'))
  return [model.name, model.modes.join(' '), model.grade, model.provider, priceOf(model), [state, ...changes].join('; ')]
}

/**
 * Prints the catalogue, a model a line, with what it can do, its price and whether it is available: the providers that are
 * set up are asked, without cost. Returns the exit code.
 */
export const printModels = async (
  { rows, definitions }: { rows: readonly Model[]; definitions: ReadonlyMap<string, ProviderDefinition> },
  variables: EnvironmentRecord,
  tools: { log: Log; publicUrl: string | undefined; print?(line: string): void },
): Promise<number> => {
  const { print = (line: string) => void process.stdout.write(`${line}\n`) } = tools
  await using folder = await mkdtempDisposable(join(tmpdir(), 'moodreel-models-'))
  await using resources = new AsyncDisposableStack()
  const { providers } = await openProviders(definitions, variables, {
    folderOf: (name) => join(folder.path, name),
    cacheOf: () => forgetful,
    fetch,
    guard: createGuards(resources),
    now: () => Date.now(),
    log: tools.log,
    publicUrl: tools.publicUrl,
  })
  for (const provider of providers.values()) resources.defer(async () => provider.stop?.())
  const catalogue = await openCatalogue({
    rows,
    providers,
    memory: forgetful,
    clock: { now: () => Date.now() },
    pubSub: createLocalPubSub(),
  })
  await createModelWatch({ catalogue, providers, log: tools.log }).lookAtAll()
  const table = [
    ['model', 'modes', 'grade', 'provider', 'price', 'state'],
    ...catalogue.models().map((model) => lineOf(model, catalogue.drift.get(model.name) ?? [])),
  ]
  const widths = (table[0] ?? []).map((_, column) => Math.max(...table.map((line) => line[column]?.length ?? 0)))
  const inColumns = (line: string[]): string => line.map((word, column) => word.padEnd(widths[column] ?? 0)).join('  ')
  for (const line of table) print(inColumns(line).trimEnd())
  return 0
}
