import type { Log } from '../../src/core/log.ts'
import type { ProviderError, ProviderRequest } from '../../src/core/provider.ts'
import type { Descriptions } from '../../src/core/vendor/descriptions.ts'
import { findField, type InputSchema } from '../../src/core/vendor/input-schema.ts'
import { type MappedInput, mapBySchema } from '../../src/core/vendor/map-by-schema.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { aliasesFor } from './aliases.ts'
import { fal } from './api.ts'
import { endpointFor, endpointsOf, type Found } from './families.ts'
import { usualInputs } from './usual-inputs.ts'

export interface Prepared extends MappedInput {
  endpoint: string
  /** The seed that it is sent; null for one that takes none. */
  seed: number | null
}

/** The endpoint that makes a request, or a sentence for the person: none of the model's starts from these files. */
export const endpointOf = ({ request, model: row, inputs }: ProviderRequest): Found | { problem: Text } => {
  const { name: model, target } = row
  if (endpointsOf(row).length === 0) return { problem: say('provider.badTarget', { vendor: fal.name, target }) }
  const roles = new Set(inputs.map(({ role }) => role))
  const endpoint = endpointFor(row, { mode: request.mode, continues: request.continues, roles })
  if (endpoint) return endpoint
  const parts = [...roles].map((role) => say(`part.${role}`))
  return { problem: parts.length === 0 ? say('model.startsFromFile', { model }) : say('model.startsFrom', { model, parts }) }
}

/**
 * A request in the words of the endpoint that makes it, checked against that endpoint's own schema: endpoints pass over fields that they do
 * not know. `problem` is a sentence for the person, who is then asked for nothing. Throws when the schema cannot be had now and nothing else
 * says what the endpoint takes.
 */
export const prepare = async (
  tools: { descriptions: Descriptions<string>; log: Log },
  given: ProviderRequest,
  signal: AbortSignal,
): Promise<Prepared | { problem: Text } | { error: ProviderError }> => {
  const endpoint = endpointOf(given)
  if ('problem' in endpoint) return endpoint
  const described = await describedOr(usualInputs(given.model, endpoint), tools, endpoint.id, signal)
  if ('error' in described) return described
  const { schema } = described
  const aliases = aliasesFor(given.request.mode)
  const mapped = mapBySchema(given, schema, aliases)
  if ('problem' in mapped) return mapped
  const seed = mapped.values[findField(schema, aliases.words.seed?.fields ?? [])?.name ?? '']
  return { ...mapped, endpoint: endpoint.id, seed: typeof seed === 'number' ? seed : null }
}

/** What an endpoint takes by its own document, or where there is none by what is usual. An endpoint that is gone the queue itself refuses. */
const describedOr = async (
  usual: InputSchema | null,
  { descriptions, log }: { descriptions: Descriptions<string>; log: Log },
  endpoint: string,
  signal: AbortSignal,
): Promise<{ schema: InputSchema } | { error: ProviderError }> => {
  if (!usual) return descriptions.of(endpoint, signal)
  const described = await descriptions.of(endpoint, signal).catch((error: unknown) => {
    if (signal.aborted) throw error
    return { error: reasonOf(error) }
  })
  if (!('error' in described)) return described
  log.warn({ endpoint, reason: described.error }, 'what an endpoint takes could not be read; its row counts')
  return { schema: usual }
}
