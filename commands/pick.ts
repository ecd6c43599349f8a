import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { isTyped } from '../src/core/options/is-typed.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'pick',
  description: say('command.pick'),
  examples: ['/pick 3'],
  options: { id: idOption },
  async execute({ options: { id }, invocation, studio, respond }) {
    await studio.choose(invocation, id)
    const { number } = (await studio.find(id)).generation
    // Who presses a button sees it on the message.
    if (isTyped(invocation)) await respond.reply(notice(say('member.picked', { clip: number ?? id })), { private: true })
  },
})
