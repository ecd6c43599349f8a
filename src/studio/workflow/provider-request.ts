import { loopWay } from '../../core/fit/loop-way.ts'
import { shapeBySource } from '../../core/fit/shape-by-source.ts'
import { speechInPrompt } from '../../core/fit/speech-in-prompt.ts'
import type { Generation } from '../../core/generation.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { Model } from '../../core/model.ts'
import type { ProviderInput, ProviderRequest } from '../../core/provider.ts'
import type { ResolvedRequest } from '../../core/request.ts'
import { ownPrompt } from '../../core/shots.ts'
import type { PublicLinks } from '../../net/public-links.ts'
import type { Catalogue } from '../admission/catalogue.ts'

/** What is needed to say a generation to its provider. */
interface Needed {
  catalogue: Pick<Catalogue, 'modelOf'>
  mediaStore: Pick<MediaStore, 'read'>
  publicLinks: Pick<PublicLinks, 'input'> | null
}

/**
 * A generation as its provider gets it, the same for all providers: where nobody asked for a ratio, it has the one that is nearest to its
 * source's shape; `loop` where the model has a switch for it, else the first frame as the last one too; `speech` where the model has an
 * input for it, else what is said stands in the prompt; beside `shots` only the prompt that somebody gave. Throws MoodreelError `model_unavailable` when its model is not in the catalogue any more.
 */
export const providerRequest = (
  parts: Needed,
  { generation }: { generation: Pick<Generation, 'request' | 'inputs' | 'model' | 'createdAt'> },
): ProviderRequest => {
  const model = parts.catalogue.modelOf(generation)
  // A model that knows no mask makes all of the picture anew, and `compose-fix.ts` takes of it what the mask shows.
  const taken = model.mask ? generation.inputs : generation.inputs.filter(({ role }) => role !== 'mask')
  const given = taken.map(
    ({ role, media }): ProviderInput => ({
      ...media,
      role,
      url: parts.publicLinks?.input(media.key),
      read: async () => new Uint8Array(await new Response(await parts.mediaStore.read(media.key)).arrayBuffer()),
    }),
  )
  const { request: kept } = generation
  const byFrames = kept.loop === true && loopWay(model, kept) === 'frames'
  const inputs = byFrames ? given.flatMap((input) => (input.role === 'firstFrame' ? [input, lastLike(input)] : [input])) : given
  // What the source was made of is for people and for what goes on from it; an upscaler may repaint by words.
  const asked = { ...kept, prompt: modeFacts[kept.mode].upscales ? '' : ownPrompt(kept), ...(byFrames && { loop: undefined }) }
  const request = { ...asked, ...spoken(asked, model) }
  const shape = shapeBySource(generation, model)
  if (!shape) return { request, model, inputs }
  return { request: { ...request, aspectRatio: shape.ratio }, ratioBySource: true, model, inputs }
}

const lastLike = (input: ProviderInput): ProviderInput => ({ ...input, role: 'lastFrame' })

const spoken = (request: ResolvedRequest, { speech }: Pick<Model, 'speech'>): Partial<ResolvedRequest> =>
  request.speech !== undefined && speech?.by === 'prompt' ? { prompt: speechInPrompt(request), speech: undefined, voice: undefined } : {}
