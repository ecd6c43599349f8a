import { defineCommand } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { carrySettings } from '../src/core/fit/carry-settings.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { draftFrom } from '../src/core/remake/draft-from.ts'
import { fullModel } from '../src/core/remake/full-model.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'refine',
  description: say('command.refine'),
  examples: ['/refine 4k7q0c2m9xwd'],
  options: { id: idOption },
  priced: true,
  async execute({ options, invocation, studio }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const full = fullModel(generation, studio.models())
    if (!full) {
      throw new MoodreelError('invalid_option', say('member.noFullModel', { model: generation.model }))
    }
    const { draft, notes } = carrySettings(draftFrom(generation), full)
    await studio.submit(invocation, draft, { parentId: generation.id, notes })
  },
})
