import { defineCommand } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { overLimit } from '../src/core/fit/input-limits.ts'
import { restyleOptions } from '../src/core/options/action-options.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip, finishedClip } from '../src/core/options/find-clip.ts'
import { continueClip } from '../src/core/remake/continue-clip.ts'
import { storedAttachment } from '../src/core/remake/draft-from.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'restyle',
  description: say('command.restyle'),
  examples: ['/restyle 4k7q0c2m9xwd', '/restyle 4k7q0c2m9xwd --prompt "watercolour on rough paper" --strength 0.6'],
  options: restyleOptions,
  opensForm: true,
  priced: true,
  async execute({ options, invocation, studio, respond }) {
    const { generation } = await findClip(studio, invocation, options.id)
    const { video } = finishedClip(generation)
    if (video.kind !== 'video') throw new MoodreelError('invalid_option', say('member.restyleStill'))
    if (emptiedOptions(invocation).has('prompt')) {
      throw new MoodreelError('missing_input', say('member.restyleNeedsPrompt'))
    }
    if (options.prompt === undefined) {
      await respond.form({
        command: 'restyle',
        generationId: options.id,
        title: say('member.restyleTitle'),
        values: { prompt: '' },
        needs: ['prompt'],
      })
      return
    }
    const file = storedAttachment(video, `moodreel-${options.id}.mp4`)
    const { draft, notes } = continueClip(generation, 'v2v', file, options, studio.models())
    const model = studio.models().find(({ name }) => name === draft.model)
    const tooMuch = model ? overLimit(model, video) : null
    if (tooMuch) throw new MoodreelError('bad_media', tooMuch)
    await studio.submit(invocation, draft, { parentId: options.id, notes })
  },
})
