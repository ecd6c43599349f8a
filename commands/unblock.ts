import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { memberOption } from '../src/core/options/member-option.ts'
import { notice } from '../src/core/post.ts'
import { member } from '../src/core/words/mention.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'unblock',
  under: 'mod',
  description: say('command.unblock'),
  examples: ['/mod unblock @ann'],
  group: 'moderators',
  options: { member: memberOption.meta({ positional: true } satisfies OptionHints) },
  async execute({ options: { member: memberId }, invocation, studio, respond }) {
    await studio.moderators.unblock(invocation, memberId)
    const { name } = await studio.moderators.member(invocation, memberId)
    await respond.reply(notice(say('moderator.unblocked', { name: member(memberId, name) })), { private: true })
  },
})
