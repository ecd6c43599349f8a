import { z } from 'zod'
import type { FetchNamed, ProviderError } from '../../src/core/provider.ts'
import type { Described } from '../../src/core/vendor/descriptions.ts'
import { readInputSchema, schemasOf } from '../../src/core/vendor/input-schema.ts'
import { jsonOf } from '../../src/core/vendor/json-of.ts'
import { textUpTo } from '../../src/core/vendor/read-answer.ts'
import { say } from '../../src/core/words/sentence.ts'
import { fal } from './api.ts'

const documentUrl = 'https://fal.ai/api/openapi/queue/openapi.json'

/** The documents of fal's endpoints have some ten thousand bytes. */
const mostBytes = 2_000_000
const patienceMs = 10_000
/** How long nobody asks again who was not answered. */
const awayMs = 60_000

/** The error of an endpoint that is there, but says nothing of its inputs. */
export const undescribed: ProviderError = fal.refused('internal', { message: say('provider.undescribed', { vendor: fal.name }) })

/** What an endpoint's document tells beside its inputs. */
export const aboutSchema = z.object({ makes: z.enum(['video', 'image']).nullable() })

const reference = z.object({ $ref: z.string() }).transform(({ $ref }) => $ref.split('/').at(-1) ?? '')
const body = z.object({ content: z.object({ 'application/json': z.object({ schema: reference }) }) })
const pathSchema = z.object({
  post: z.object({ requestBody: body }).optional().catch(undefined),
  get: z
    .object({ responses: z.object({ '200': body }) })
    .optional()
    .catch(undefined),
})
const pathsSchema = z.object({ paths: z.record(z.string(), pathSchema.catch({})) })

export type AskInputs = (endpoint: string, signal: AbortSignal) => Promise<Described>

/** Asks as `ask` does, but for a while after it was not answered: no clip waits for it once more. */
export const createAskInputs = ({ fetchNamed, now }: { fetchNamed: FetchNamed; now(): number }): AskInputs => {
  let away: { until: number; error: unknown } = { until: 0, error: null }
  return async (endpoint, signal) => {
    if (now() < away.until) throw away.error
    return ask(fetchNamed, endpoint, signal).catch((error: unknown) => {
      if (!signal.aborted) away = { until: now() + awayMs, error }
      throw error
    })
  }
}

/**
 * Asks what an endpoint takes and makes, by the OpenAPI document that fal serves of each, without our key and from fal's own address.
 * Throws when it cannot be had now.
 */
const ask = async (fetchNamed: FetchNamed, endpoint: string, signal: AbortSignal): Promise<Described> => {
  const patience = AbortSignal.any([signal, AbortSignal.timeout(patienceMs)])
  const response = await fetchNamed(`${documentUrl}?endpoint_id=${encodeURIComponent(endpoint)}`, { signal: patience })
  if (response.status === 404) return { error: fal.refused('model_gone') }
  if (!response.ok) throw fal.unanswered(`HTTP ${response.status} for the inputs of ${endpoint}`, response.headers)
  const text = await textUpTo(response, mostBytes)
  const document = text === null ? null : jsonOf(text)
  const { input, output } = namesIn(document, endpoint)
  const schema = input === undefined ? null : readInputSchema(document, input)
  return schema ? { schema, about: { makes: output === undefined ? null : makesOf(document, output) } } : { error: undescribed }
}

/** Which schemas of a document are the inputs and the result: those that its paths name, and else the ones that are called so. */
const namesIn = (document: unknown, endpoint: string): { input: string | undefined; output: string | undefined } => {
  const { paths = {} } = pathsSchema.safeParse(document).data ?? {}
  const only = (ending: RegExp): string | undefined => Object.keys(schemasOf(document)).find((name) => ending.test(name))
  return {
    input: paths[`/${endpoint}`]?.post?.requestBody.content['application/json'].schema ?? only(/Input$/),
    output: paths[`/${endpoint}/requests/{request_id}`]?.get?.responses['200'].content['application/json'].schema ?? only(/Output$/),
  }
}

/** By the names of what comes out. */
const makesOf = (document: unknown, output: string): 'video' | 'image' | null => {
  const names = [...(readInputSchema(document, output)?.fields.keys() ?? [])]
  if (names.some((name) => /^(output_)?videos?(_url)?$/.test(name))) return 'video'
  return names.some((name) => /^(output_)?images?(_url)?$/.test(name)) ? 'image' : null
}
