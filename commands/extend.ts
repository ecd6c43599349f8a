import { defineCommand } from '../src/core/command.ts'
import { onwardOptions } from '../src/core/options/action-options.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { continueClip } from '../src/core/remake/continue-clip.ts'
import { storedAttachment } from '../src/core/remake/draft-from.ts'
import { nativeExtension } from '../src/core/remake/native-extension.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'extend',
  description: say('command.extend'),
  examples: ['/extend 4k7q0c2m9xwd', '/extend 4k7q0c2m9xwd --prompt "then the boat sinks" --duration 5'],
  options: onwardOptions,
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const models = studio.models()
    const native = nativeExtension(generation, options, models)
    if (native) {
      const file = storedAttachment(finishedClip(generation).video, `moodreel-${options.id}.mp4`)
      const { draft, notes } = continueClip(generation, 'v2v', file, options, models, true)
      const how = say(native.continues?.whole ? 'member.extendedWhole' : 'member.extendedByModel', { model: native.name })
      await studio.submit(invocation, draft, { parentId: options.id, notes: [how, ...notes] })
      return
    }
    const frame = await studio.edgeFrame(invocation, options.id, 'last')
    const { draft, notes } = continueClip(generation, 'i2v', frame, options, models)
    const how = say('member.extendedFromFrame', { model: draft.model ?? generation.model })
    await studio.submit(invocation, draft, { parentId: options.id, notes: [how, ...notes] })
  },
})
