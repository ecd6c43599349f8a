import { z } from 'zod'
import type { ProviderError } from '../../src/core/provider.ts'
import type { Described } from '../../src/core/vendor/descriptions.ts'
import { readInputSchema } from '../../src/core/vendor/input-schema.ts'
import { say } from '../../src/core/words/sentence.ts'
import { replicate } from './api.ts'
import type { FreeCall } from './free-call.ts'
import type { Target } from './target.ts'

/** The error of a model that is there, but says nothing of its inputs. */
export const undescribed: ProviderError = replicate.refused('internal', {
  message: say('provider.undescribed', { vendor: replicate.name }),
})

/** Asks what a model takes, by a free GET. Throws when Replicate cannot be reached or fails. */
export const askInputs = async (freeCall: FreeCall, { owner, name, version }: Target, signal: AbortSignal): Promise<Described> => {
  const asked = await freeCall<unknown>(
    ({ models }) => (version === null ? models.get(owner, name, { signal }) : models.versions.get(owner, name, version, { signal })),
    { signal },
  )
  if ('error' in asked) return asked
  const schema = readInputSchema(documentOf(asked.answer))
  return schema ? { schema, about: null } : { error: undescribed }
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
