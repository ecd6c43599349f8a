import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MoodreelError } from '../core/errors.ts'
import type { Log } from '../core/log.ts'
import type { Model } from '../core/model.ts'
import type { Provider } from '../core/provider.ts'
import { inWords } from '../core/words/in-words.ts'
import type { Configuration } from './config.ts'
import { catalogueAside, openAside } from './open-aside.ts'
import type { EnvironmentRecord } from './providers.ts'
import { findRow } from './try-model/find-row.ts'

const patienceMs = 60_000

/** What a model needs before it can be used: all of it where its provider can say so, else why it is not available. */
const needsOf = async (provider: Provider, model: Model): Promise<string[] | null> => {
  const signal = AbortSignal.timeout(patienceMs)
  if (provider.missing) return (await provider.missing(model, signal)).map((text) => inWords(text, 'en'))
  const state = await provider.inspect?.(model, signal)
  if (!state) return null
  return state.kind === 'available' ? [] : [`${inWords(state.reason, 'en')}.`]
}

/**
 * Says of models what is missing before they can be used, a sentence for each thing, with what to do; it costs nothing. Without names it
 * looks at every model of providers that can say all of it, such as ComfyUI. Returns the exit code: 0 when nothing is missing. Throws
 * MoodreelError `bad_config` where nobody can be asked, and what asking throws.
 */
export const checkModels = async (
  names: readonly string[],
  { rows, definitions }: Pick<Configuration, 'rows' | 'definitions'>,
  variables: EnvironmentRecord,
  tools: { log: Log; publicUrl: string | undefined; print(line: string): void },
): Promise<number> => {
  const { print, ...rest } = tools
  await using folder = await mkdtempDisposable(join(tmpdir(), 'moodreel-check-'))
  await using resources = new AsyncDisposableStack()
  const { providers } = await openAside(definitions, variables, resources, { fetch, folder: folder.path, now: Date.now, ...rest })
  const catalogue = await catalogueAside(rows, providers, Date.now)
  const asked =
    names.length > 0
      ? await Promise.all(names.map((name) => findRow(name, catalogue)))
      : catalogue.watched().filter(({ provider }) => providers.get(provider)?.missing)
  if (asked.length === 0) {
    throw new MoodreelError('bad_config', `Nobody can be asked: ${definitions.get('comfyui')?.setup ?? 'set a provider up first.'}`)
  }
  let lacking = 0
  for (const model of asked) {
    const provider = providers.get(model.provider)
    const needs = provider ? await needsOf(provider, model) : null
    if (needs === null) print(`–     ${model.name}: ${model.provider} has no free way to ask`)
    else if (needs.length === 0) print(`ok    ${model.name}: everything that it needs is there`)
    for (const need of needs ?? []) print(`lacks ${model.name}: ${need}`)
    if (needs && needs.length > 0) lacking += 1
  }
  if (lacking > 0) print(`${lacking} of ${asked.length} models cannot be used yet.`)
  return lacking > 0 ? 1 : 0
}
