import { defineCommand } from '../src/core/command.ts'
import { onwardOptions } from '../src/core/options/action-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { continueClip } from '../src/core/remake/continue-clip.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'extend',
  description: say('command.extend'),
  examples: ['/extend 4k7q0c2m9xwd', '/extend 4k7q0c2m9xwd --prompt "then the boat sinks" --duration 5'],
  options: onwardOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const frame = await studio.lastFrame(invocation, options.id)
    const { draft, notes } = continueClip(generation, 'i2v', frame, options, studio.models())
    await studio.submit(invocation, draft, { parentId: options.id, notes })
  },
})
