import { defineCommand } from '../src/core/command.ts'
import { onwardOptions } from '../src/core/options/action-options.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { continueClip } from '../src/core/remake/continue-clip.ts'
import { storedAttachment } from '../src/core/remake/draft-from.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'animate',
  description: say('command.animate'),
  examples: ['/animate 4k7q0c2m9xwd', '/animate 4k7q0c2m9xwd --prompt "the fog lifts" --duration 5'],
  options: onwardOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const { video, poster } = finishedClip(generation)
    const still = video.kind === 'image' ? video : poster
    const frame = storedAttachment(still, `poster-of-${options.id}.jpg`)
    const { draft, notes } = continueClip(generation, 'i2v', frame, options, studio.models())
    await studio.submit(invocation, draft, { parentId: options.id, notes })
  },
})
