import { defineCommand } from '../src/core/command.ts'
import { modeFacts } from '../src/core/mode-facts.ts'
import { againOptions } from '../src/core/options/action-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { draftFrom } from '../src/core/remake/draft-from.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'reroll',
  description: say('command.reroll'),
  examples: ['/reroll 4k7q0c2m9xwd', '/reroll 4k7q0c2m9xwd --takes 3'],
  options: againOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    // A round of stills is asked for as it was; a take that failed alone.
    const isStill = modeFacts[generation.mode].makes === 'image' && generation.state === 'delivered'
    const takes = options.takes ?? (isStill ? (await studio.takesOf(generation.id)).length : 1)
    const draft = { ...draftFrom(generation), seed: undefined, takes }
    await studio.submit(invocation, draft, { parentId: generation.id })
  },
})
