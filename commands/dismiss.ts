import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'dismiss',
  description: say('command.dismiss'),
  examples: ['/dismiss 4k7q0c2m9xwd'],
  group: 'moderators',
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    await studio.moderators.dismiss(invocation, options.id)
    await respond.reply(notice(say('moderator.dismissed')), { private: true })
  },
})
