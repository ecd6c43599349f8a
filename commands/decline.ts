import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'

export default defineCommand({
  name: 'decline',
  description: 'End a request that waits for a moderator',
  examples: ['/decline 4k7q0c2m9xwd'],
  group: 'moderators',
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    await respond.reply(notice(await studio.moderation.decide(invocation, options.id, 'decline')), { private: true })
  },
})
