import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'unblock',
  under: 'mod',
  description: say('command.unblock'),
  examples: ['/mod unblock @ann'],
  group: 'moderators',
  options: { member: memberOption.meta({ positional: true } satisfies OptionHints) },
  async execute({ options: { member }, invocation, studio, respond }) {
    await studio.moderators.unblock(invocation, member)
    await respond.reply(notice(say('moderator.unblocked')), { private: true })
  },
})
