import { z } from 'zod'
import type { Model } from '../../src/core/model.ts'
import type { ModelState } from '../../src/core/provider.ts'
import type { InputRole } from '../../src/core/request.ts'
import { say, type Text } from '../../src/core/words/sentence.ts'
import { fal } from './api.ts'
import { type Endpoint, endpointFor, familyOf, type Word, wordFields } from './families.ts'

const schemaUrl = 'https://fal.ai/api/openapi/queue/openapi.json'

const documentSchema = z.object({
  components: z.object({ schemas: z.record(z.string(), z.object({ properties: z.record(z.string(), z.unknown()).optional() })) }),
})

/** The files that a mode starts from. */
const startsFrom: Partial<Record<Model['modes'][number], InputRole[]>> = { t2v: [], i2v: ['firstFrame'], v2v: ['video'] }

/**
 * Reads the public description of each endpoint that a row's modes use, without our key. `drift` names the inputs that
 * we would send and that an endpoint does not have any more.
 */
export const inspect = async (fetcher: typeof fetch, model: Model, signal: AbortSignal): Promise<ModelState> => {
  const family = familyOf(model)
  if (!family) return { kind: 'unavailable', reason: say('provider.inputsUnknown', { vendor: fal.name, target: model.target }) }
  const drift: Text[] = []
  for (const mode of model.modes) {
    const endpoint = endpointFor(model, family, new Set(startsFrom[mode]))
    if (!endpoint) {
      drift.push(say('model.driftEndpoint', { vendor: fal.name, mode }))
      continue
    }
    const properties = await inputsOf(fetcher, endpoint.id, signal)
    if (properties === null)
      return { kind: 'unavailable', reason: say('provider.notListed', { vendor: fal.name, target: endpoint.id }), gone: true }
    const gone = fieldsOf(endpoint, model).filter((field) => !properties.has(field))
    drift.push(...gone.map((input) => say('model.driftInput', { endpoint: endpoint.id, input })))
  }
  return { kind: 'available', drift }
}

/** The names of an endpoint's inputs; null when fal does not know it. Its schema is the one of its inputs that has a prompt. */
const inputsOf = async (fetcher: typeof fetch, id: string, signal: AbortSignal): Promise<ReadonlySet<string> | null> => {
  const response = await fetcher(`${schemaUrl}?endpoint_id=${encodeURIComponent(id)}`, { redirect: 'error', signal })
  if (response.status === 404) return null
  const document = response.ok ? documentSchema.safeParse(await response.json()) : null
  if (!document?.success) throw fal.unanswered(`HTTP ${response.status} for the schema of ${id}`, response.headers)
  const inputs = Object.entries(document.data.components.schemas).find(
    ([name, { properties = {} }]) => /Input$/.test(name) && 'prompt' in properties,
  )
  if (!inputs) throw fal.unanswered(`the schema of ${id} describes no input`)
  return new Set(Object.keys(inputs[1].properties ?? {}))
}

/** What a request of this row may fill in. */
const fieldsOf = ({ takes, files }: Endpoint, model: Model): string[] => {
  const offers: Record<Word, boolean> = {
    prompt: true,
    negativePrompt: model.negativePrompt,
    seed: model.seed,
    durationSeconds: model.duration !== undefined,
    aspectRatio: model.aspectRatios !== undefined,
    resolution: model.resolutions !== undefined,
    fps: model.fps !== undefined,
    generateAudio: model.generateAudio,
    strength: false,
    camera: false,
  }
  return [...takes.filter((word) => offers[word]).flatMap((word) => wordFields[word] ?? []), ...Object.values(files)]
}
