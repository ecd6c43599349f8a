import { defineCommand } from '../src/core/command.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { decisionLine } from '../src/core/words/decision-line.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'approve',
  under: 'mod',
  description: say('command.approve'),
  examples: ['/mod approve 4k7q0c2m9xwd'],
  group: 'moderators',
  options: { id: idOption },
  async execute({ options, invocation, studio, respond }) {
    const decision = await studio.moderators.decide(invocation, options.id, 'approve', '')
    await respond.reply(notice(decisionLine(decision, 'approve')), { private: true })
  },
})
