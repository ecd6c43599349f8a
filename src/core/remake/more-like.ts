import { MoodreelError } from '../errors.ts'
import type { Generation } from '../generation.ts'
import type { Model } from '../model.ts'
import { finishedClip } from '../options/find-clip.ts'
import type { RequestDraft } from '../request.ts'
import { type Sentence, say } from '../words/sentence.ts'
import { draftFrom, storedAttachment } from './draft-from.ts'
import { nearbySeed } from './nearby-seed.ts'

/**
 * What asks for more stills like one: made from its picture where its model starts from one; else with seeds near its own, where those make
 * similar ones; else its words once more. `note` says which. Throws MoodreelError `not_found` where there is no such still, and
 * `invalid_option` for a clip.
 */
export const moreLike = (generation: Generation, models: readonly Model[]): { draft: RequestDraft; note: Sentence } => {
  const { video } = finishedClip(generation)
  if (video.kind !== 'image') throw new MoodreelError('invalid_option', say('member.moreOfClip'))
  const still = generation.number ?? generation.id
  const before = draftFrom(generation)
  const model = models.find(({ name }) => name === before.model)
  if (model?.modes.includes('i2i') && model.mask !== 'needed') {
    const firstFrame = storedAttachment(video, video.key.replace(/^.*\//, 'moodreel-'))
    // The shape is that of the picture, and its references are in it already.
    const { mask: _, referenceImages: __, aspectRatio: ___, resolution: ____, ...words } = before
    return {
      draft: { ...words, mode: 'i2i', firstFrame, seed: undefined },
      note: say('member.moreFromPicture', { still, model: model.title }),
    }
  }
  if (model?.seed && model.nearbySeeds && before.seed !== undefined) {
    return { draft: { ...before, seed: nearbySeed(before.seed, model.maxSeed) }, note: say('member.moreNearSeeds', { still }) }
  }
  return { draft: { ...before, seed: undefined }, note: say('member.moreNewSeeds', { still, model: model?.title ?? generation.model }) }
}
