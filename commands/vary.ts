import { defineCommand } from '../src/core/command.ts'
import type { Model } from '../src/core/model.ts'
import { againOptions } from '../src/core/options/action-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { draftFrom } from '../src/core/remake/draft-from.ts'
import { nearbySeed } from '../src/core/remake/nearby-seed.ts'
import type { RequestDraft } from '../src/core/request.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

/** The seed of a variation, and the sentence that says honestly how near it is. */
const variation = ({ seed, model: name = '' }: RequestDraft, model: Model | undefined): { seed: number | undefined; note: Text } => {
  if (!model?.seed) return { seed: undefined, note: say('member.varyWithoutSeed', { model: name }) }
  if (!model.nearbySeeds || seed === undefined) {
    return { seed: undefined, note: say('member.varyNewSeed', { model: name }) }
  }
  return { seed: nearbySeed(seed, model.maxSeed), note: say('member.varyNearSeed', { seed }) }
}

export default defineCommand({
  name: 'vary',
  description: say('command.vary'),
  examples: ['/vary 4k7q0c2m9xwd', '/vary 4k7q0c2m9xwd --takes 3'],
  options: againOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const before = draftFrom(generation)
    const { seed, note } = variation(
      before,
      studio.models().find(({ name }) => name === before.model),
    )
    await studio.submit(invocation, { ...before, seed, takes: options.takes }, { parentId: generation.id, notes: [note] })
  },
})
