import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { isTyped } from '../src/core/options/is-typed.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'vote',
  description: say('command.vote'),
  examples: ['/vote 3'],
  options: { id: idOption },
  async execute({ options: { id }, invocation, studio, respond }) {
    const { votes, given } = await studio.vote(invocation, id)
    // Who presses the thumb sees it on the clip.
    if (isTyped(invocation)) {
      await respond.reply(notice(say(given ? 'member.voted' : 'member.unvoted', { votes })), { private: true })
    }
  },
})
