import type { ProviderInput, ProviderRequest } from '../core/provider.ts'
import type { GenerationRecord } from '../storage/generation-rows.ts'
import type { Parts } from './parts.ts'

/** A generation in the words of its provider. Throws MoodreelError `model_unavailable` when its model is not in the catalogue any more. */
export const providerRequest = (parts: Parts, { generation }: GenerationRecord): ProviderRequest => ({
  request: generation.request,
  model: parts.catalogue.modelOf(generation.model),
  inputs: generation.inputs.map(
    ({ role, media }): ProviderInput => ({
      ...media,
      role,
      url: parts.publicLinks?.input(media.key),
      read: async () => new Uint8Array(await new Response(await parts.mediaStore.read(media.key)).arrayBuffer()),
    }),
  ),
})
