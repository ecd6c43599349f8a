import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'decline',
  description: say('command.decline'),
  examples: ['/decline 4k7q0c2m9xwd'],
  group: 'moderators',
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    const decided = await studio.moderators.decide(invocation, options.id, 'decline')
    const sentence = decided ? say('moderator.declined', { name: decided.memberName }) : say('moderator.nothingToDecide')
    await respond.reply(notice(sentence), { private: true })
  },
})
