import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'show',
  description: say('command.show'),
  examples: ['/show 3'],
  options: { id: idOption },
  async execute({ options: { id }, invocation, studio, respond }) {
    await respond.reply(await studio.view(invocation, id), { private: true })
  },
})
