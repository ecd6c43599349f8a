import { defineCommand } from '../src/core/command.ts'
import { confirmation, confirmOptions, isConfirmed } from '../src/core/options/confirm-options.ts'
import { notice, type Post } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

export default defineCommand({
  name: 'consent',
  description: say('command.consent'),
  examples: ['/consent', '/consent --yes'],
  group: 'you',
  options: confirmOptions,
  async execute({ options, invocation, studio, respond }) {
    const { membership } = studio
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (isConfirmed(options)) {
      await membership.consent(invocation)
      return answer(notice(say('member.confirmed')))
    }
    const { rule, consentedAt } = await membership.likeness(invocation)
    if (consentedAt !== null) return answer(notice(say('member.confirmedAlready', { rule, at: timestamp(consentedAt) })))
    return answer({
      ...notice(say('member.confirmThis', { rule })),
      actions: [{ command: 'consent', argument: confirmation, label: say('member.confirm'), style: 'primary' }],
    })
  },
})
