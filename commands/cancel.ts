import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'cancel',
  description: say('command.cancel'),
  examples: ['/cancel 4k7q0c2m9xwd'],
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    const outcome = await studio.cancel(invocation, options.id)
    await respond.reply(notice(say(`member.${outcome}`, { kind: await kindNamed(studio, options.id) })), { private: true })
  },
})
