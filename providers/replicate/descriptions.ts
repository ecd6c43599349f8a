import { z } from 'zod'
import type { ProviderError } from '../../src/core/provider.ts'
import { type ReplicateApi, readAnswer } from './api.ts'
import { type InputSchema, readInputSchema } from './input-schema.ts'
import { refusal } from './refusal.ts'
import { descriptionPath, type Target } from './target.ts'

const keptMs = 10 * 60_000

/** A model answers with its latest version, a version with itself. */
const answerSchema = z.object({
  latest_version: z.object({ openapi_schema: z.unknown().optional() }).nullish(),
  openapi_schema: z.unknown().optional(),
})

const undescribed: ProviderError = {
  class: 'internal',
  message: 'Replicate does not say what this model takes; choose another one.',
}

/** What each model takes, asked for by a free GET and remembered for ten minutes. Only good answers are remembered. */
export class Descriptions {
  readonly #api: ReplicateApi
  readonly #now: () => number
  readonly #known = new Map<string, { schema: InputSchema; until: number }>()

  constructor(api: ReplicateApi, now: () => number) {
    this.#api = api
    this.#now = now
  }

  /** The model's inputs, or why it cannot be had. Throws when Replicate cannot be reached or fails. */
  async of(target: Target, signal: AbortSignal): Promise<{ schema: InputSchema } | { error: ProviderError }> {
    const path = descriptionPath(target)
    const known = this.#known.get(path)
    if (known && known.until > this.#now()) return { schema: known.schema }
    const response = await this.#api(path, { signal })
    if (response.status >= 400 && response.status < 500) return { error: refusal(response, await response.text()) }
    const answer = await readAnswer(response, answerSchema)
    const schema = readInputSchema(answer.latest_version?.openapi_schema ?? answer.openapi_schema)
    if (!schema) return { error: undescribed }
    this.#known.set(path, { schema, until: this.#now() + keptMs })
    return { schema }
  }
}
