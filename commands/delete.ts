import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'delete',
  description: say('command.delete'),
  examples: ['/delete 4k7q0c2m9xwd'],
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    const outcome = await studio.remove(invocation, options.id)
    const warnings = outcome === 'notFinished' ? [] : [say('clip.costStays')]
    await respond.reply({ ...notice(say(`member.${outcome}`)), warnings }, { private: true })
  },
})
