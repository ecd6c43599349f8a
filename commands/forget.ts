import { defineCommand } from '../src/core/command.ts'
import { confirmation, confirmOptions, isConfirmed } from '../src/core/options/confirm-options.ts'
import { notice, type Post } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'forget',
  description: say('command.forget'),
  examples: ['/forget', '/forget --yes'],
  group: 'you',
  options: confirmOptions,
  async execute({ options, invocation, studio, respond }) {
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (!isConfirmed(options)) {
      return answer({
        ...notice(say('member.eraseQuestion')),
        warnings: [say('member.eraseKeeps')],
        actions: [{ command: 'forget', argument: confirmation, label: say('member.erase'), style: 'danger' }],
      })
    }
    const { clips, open, left } = await studio.membership.forget(invocation)
    return answer({
      ...notice(say('member.erased', { clips })),
      warnings: [
        ...(open > 0 ? [say('member.erasedOpen', { clips: open })] : []),
        ...(left > 0 ? [say('member.erasedPartly', { clips: left })] : []),
      ],
    })
  },
})
