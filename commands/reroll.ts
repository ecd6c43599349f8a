import { againOptions } from '../src/core/action-options.ts'
import { defineCommand } from '../src/core/command.ts'
import { draftFrom } from '../src/core/draft-from.ts'
import { findClip } from '../src/core/find-clip.ts'

export default defineCommand({
  name: 'reroll',
  description: 'Make a clip again with another seed',
  examples: ['/reroll 4k7q0c2m9xwd', '/reroll 4k7q0c2m9xwd --takes 3'],
  options: againOptions,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const draft = { ...draftFrom(generation), seed: undefined, takes: options.takes }
    await studio.submit(invocation, draft, { parentId: generation.id })
  },
})
