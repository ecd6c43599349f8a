import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { ProviderCache, ProviderError } from '../../src/core/provider.ts'
import { say } from '../../src/core/words/sentence.ts'
import { replicate } from './api.ts'
import type { FreeCall } from './free-call.ts'
import { type InputSchema, inputFieldSchema, readInputSchema } from './input-schema.ts'
import { type Target, targetName } from './target.ts'

const keptMs = 60 * 60_000
const digestKeptMs = 90 * 24 * 60 * 60_000

/** What a model takes. `digest` is the SHA-256 of it in hexadecimal, the same as long as nothing changes. */
export interface Description {
  schema: InputSchema
  digest: string
}

/** As it lies in the cache. */
const keptSchema = z.object({ until: z.number(), digest: z.string(), fields: z.array(inputFieldSchema), required: z.array(z.string()) })

/** The error of a model that is there, but says nothing of its inputs. */
export const undescribed: ProviderError = replicate.refused('internal', {
  message: say('provider.undescribed', { vendor: replicate.name }),
})

interface Tools {
  freeCall: FreeCall
  cache: ProviderCache
  now(): number
  log: Log
}

/** What each model takes, asked for by a free GET and remembered for an hour, also by the next process. Only good answers are. */
export class Descriptions {
  readonly #tools: Tools
  readonly #known = new Map<string, { description: Description; until: number }>()

  constructor(tools: Tools) {
    this.#tools = tools
  }

  /** The model's inputs, or why it is not available. Throws when Replicate cannot be reached or fails. */
  async of(target: Target, signal: AbortSignal): Promise<Description | { error: ProviderError }> {
    const name = targetName(target)
    const known = this.#known.get(name)
    if (known && known.until > this.#tools.now()) return known.description
    return (await this.#kept(name)) ?? this.fresh(target, signal)
  }

  /** The same, asked for now. */
  async fresh(target: Target, signal: AbortSignal): Promise<Description | { error: ProviderError }> {
    const { owner, name, version } = target
    const asked = await this.#tools.freeCall<unknown>(
      ({ models }) => (version === null ? models.get(owner, name, { signal }) : models.versions.get(owner, name, version, { signal })),
      { signal },
    )
    if ('error' in asked) return asked
    const schema = readInputSchema(documentOf(asked.answer))
    if (!schema) return { error: undescribed }
    const kept = { fields: [...schema.fields.values()], required: [...schema.required] }
    const description = { schema, digest: createHash('sha256').update(JSON.stringify(kept)).digest('hex') }
    await this.#keep(targetName(target), description, kept)
    return description
  }

  async #kept(name: string): Promise<Description | null> {
    const found = keptSchema.safeParse(await this.#tools.cache.get(`inputs:${name}`).catch(this.#forgotten))
    if (!found.success) return null
    const { until, digest, fields, required } = found.data
    const description = { digest, schema: { fields: new Map(fields.map((field) => [field.name, field])), required } }
    this.#known.set(name, { description, until })
    return description
  }

  async #keep(name: string, description: Description, kept: Pick<z.input<typeof keptSchema>, 'fields' | 'required'>): Promise<void> {
    const { cache, log, now } = this.#tools
    const { digest } = description
    const until = now() + keptMs
    this.#known.set(name, { description, until })
    const before = await cache.get(`digest:${name}`).catch(this.#forgotten)
    if (before !== null && before !== digest) log.warn({ target: name, before, digest }, 'a model takes other inputs than before')
    await cache.set(`digest:${name}`, digest, digestKeptMs).catch(this.#forgotten)
    await cache.set(`inputs:${name}`, z.json().parse({ until, digest, ...kept }), keptMs).catch(this.#forgotten)
  }

  /** What is forgotten can be asked for again, so a cache that fails stops no clip. */
  readonly #forgotten = (cause: unknown): null => {
    this.#tools.log.warn({ err: cause }, 'what a model takes could not be kept')
    return null
  }
}

/** A model answers with its latest version, a version with itself. */
const answerSchema = z.object({
  latest_version: z.object({ openapi_schema: z.unknown().optional() }).nullish(),
  openapi_schema: z.unknown().optional(),
})

const documentOf = (answer: unknown): unknown => {
  const { latest_version: latest, openapi_schema: own } = answerSchema.parse(answer)
  return latest?.openapi_schema ?? own
}
