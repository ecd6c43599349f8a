import { z } from 'zod'
import type { Json } from '../json.ts'
import type { Log } from '../log.ts'
import type { ProviderCache, ProviderError } from '../provider.ts'
import { type InputSchema, inputFieldSchema } from './input-schema.ts'

const freshMs = 60 * 60_000
const keptMs = 30 * 24 * 60 * 60_000
const digestKeptMs = 90 * 24 * 60 * 60_000

/** What a model takes. `digest` is the SHA-256 of it in hexadecimal, the same as long as nothing changes. */
export interface Description {
  schema: InputSchema
  digest: string
  /** What the vendor tells of it beside its inputs. */
  about: Json
}

/** What a vendor answers: a model's inputs, or why it is not available. */
export type Described = Pick<Description, 'schema' | 'about'> | { error: ProviderError }

/** As it lies in the cache. */
const keptSchema = z.object({
  until: z.number(),
  digest: z.string(),
  fields: z.array(inputFieldSchema),
  required: z.array(z.string()),
  about: z.json().default(null),
})
type Kept = z.infer<typeof keptSchema>

interface Tools<Target> {
  nameOf(target: Target): string
  /** One free question. Throws when the vendor cannot be reached or fails. */
  ask(target: Target, signal: AbortSignal): Promise<Described>
  cache: ProviderCache
  now(): number
  log: Log
}

/**
 * What each model takes, asked for by a free GET and remembered for an hour, also by the next process. Only good answers are. While the
 * vendor does not answer, what it said last counts.
 */
export class Descriptions<Target> {
  readonly #tools: Tools<Target>
  readonly #known = new Map<string, { description: Description; until: number }>()

  constructor(tools: Tools<Target>) {
    this.#tools = tools
  }

  /** The model's inputs, or why it is not available. Throws when the vendor does not answer and never did. */
  async of(target: Target, signal: AbortSignal): Promise<Description | { error: ProviderError }> {
    const { nameOf, now, log } = this.#tools
    const name = nameOf(target)
    const known = this.#known.get(name)
    if (known && known.until > now()) return known.description
    const kept = await this.#kept(name)
    if (kept && kept.until > now()) return kept.description
    const before = kept ?? known
    return this.fresh(target, signal).catch((error: unknown) => {
      if (!before || signal.aborted) throw error
      log.warn({ err: error, target: name }, 'what a model takes could not be asked for; what it took before counts')
      return before.description
    })
  }

  /** The same, asked for now. */
  async fresh(target: Target, signal: AbortSignal): Promise<Description | { error: ProviderError }> {
    const { nameOf, ask } = this.#tools
    const asked = await ask(target, signal)
    if ('error' in asked) return asked
    const { schema, about } = asked
    const inputs = { fields: [...schema.fields.values()], required: [...schema.required] }
    const description = { schema, about, digest: await digestOf(inputs) }
    await this.#keep(nameOf(target), description, inputs)
    return description
  }

  async #kept(name: string): Promise<{ description: Description; until: number } | null> {
    const found = keptSchema.safeParse(await this.#tools.cache.get(`inputs:${name}`).catch(this.#forgotten))
    if (!found.success) return null
    const { until, digest, fields, required, about } = found.data
    const kept = {
      until,
      description: { digest, about, schema: { fields: new Map(fields.map((field) => [field.name, field])), required } },
    }
    this.#known.set(name, kept)
    return kept
  }

  async #keep(name: string, description: Description, inputs: Pick<Kept, 'fields' | 'required'>): Promise<void> {
    const { cache, log, now } = this.#tools
    const { digest, about } = description
    const until = now() + freshMs
    this.#known.set(name, { description, until })
    const before = await cache.get(`digest:${name}`).catch(this.#forgotten)
    if (before !== null && before !== digest) log.warn({ target: name, before, digest }, 'a model takes other inputs than before')
    await cache.set(`digest:${name}`, digest, digestKeptMs).catch(this.#forgotten)
    await cache.set(`inputs:${name}`, z.json().parse({ until, digest, about, ...inputs }), keptMs).catch(this.#forgotten)
  }

  /** What is forgotten can be asked for again, so a cache that fails stops no clip. */
  readonly #forgotten = (cause: unknown): null => {
    this.#tools.log.warn({ err: cause }, 'what a model takes could not be kept')
    return null
  }
}

const digestOf = async (inputs: object): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(JSON.stringify(inputs)))).toString('hex')
