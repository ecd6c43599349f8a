import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import type { Generation } from '../../core/generation.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { ProviderInput, ProviderRequest } from '../../core/provider.ts'
import type { PublicLinks } from '../../net/public-links.ts'
import type { Catalogue } from '../admission/catalogue.ts'

/** What is needed to say a generation to its provider. */
interface Needed {
  catalogue: Pick<Catalogue, 'modelOf'>
  mediaStore: Pick<MediaStore, 'read'>
  publicLinks: Pick<PublicLinks, 'input'> | null
}

/**
 * A generation as its provider gets it. Where nobody asked for a ratio, it has the one that is nearest to its source's shape, for all
 * providers alike. Throws MoodreelError `model_unavailable` when its model is not in the catalogue any more.
 */
export const providerRequest = (
  parts: Needed,
  { generation }: { generation: Pick<Generation, 'request' | 'inputs' | 'model' | 'createdAt'> },
): ProviderRequest => {
  const model = parts.catalogue.modelOf(generation)
  const inputs = generation.inputs.map(
    ({ role, media }): ProviderInput => ({
      ...media,
      role,
      url: parts.publicLinks?.input(media.key),
      read: async () => new Uint8Array(await new Response(await parts.mediaStore.read(media.key)).arrayBuffer()),
    }),
  )
  const { request: kept } = generation
  // What the source was made of is for people and for what goes on from it; an upscaler may repaint by words.
  const request = modeFacts[kept.mode].upscales ? { ...kept, prompt: '' } : kept
  const shape = shapeBySource(generation, model)
  if (!shape) return { request, model, inputs }
  return { request: { ...request, aspectRatio: shape.ratio }, ratioBySource: true, model, inputs }
}
