import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'star',
  description: say('command.star'),
  examples: ['/star 3'],
  options: { id: idOption },
  async execute({ options: { id }, invocation, studio, respond }) {
    const { given, stars } = await studio.star(invocation, id)
    const post = await studio.view(invocation, id)
    await respond.reply(
      { ...post, warnings: [say(given ? 'member.starred' : 'member.unstarred', { stars }), ...post.warnings] },
      { private: true },
    )
  },
})
