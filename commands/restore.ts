import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'restore',
  description: say('command.restore'),
  examples: ['/restore 3'],
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    await studio.restore(invocation, options.id)
    await respond.reply(notice(say('member.restored', { kind: await kindNamed(studio, options.id) })), { private: true })
  },
})
