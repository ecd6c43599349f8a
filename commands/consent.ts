import { defineCommand } from '../src/core/command.ts'
import { confirmation, confirmOptions, isConfirmed } from '../src/core/options/confirm-options.ts'
import { notice, type Post } from '../src/core/post.ts'
import { timestamp } from '../src/core/words/timestamp.ts'

export default defineCommand({
  name: 'consent',
  description: 'Confirm once that you may use the pictures and videos that you give',
  examples: ['/consent', '/consent --yes'],
  group: 'you',
  options: confirmOptions,
  async execute({ options, invocation, studio, respond }) {
    const { membership } = studio
    const answer = (post: Post): Promise<void> => respond.reply(post, { private: true })
    if (isConfirmed(options)) {
      await membership.consent(invocation)
      return answer(notice('Confirmed; you can make clips from pictures and videos now.'))
    }
    const { sentence, consentedAt } = await membership.likeness(invocation)
    if (consentedAt !== null) return answer(notice(`You confirmed this ${timestamp(consentedAt)}; there is nothing to do: “${sentence}”`))
    return answer({
      ...notice(`“${sentence}” If that is so, press I confirm, or say /consent --yes.`),
      actions: [{ command: 'consent', argument: confirmation, label: 'I confirm', style: 'primary' }],
    })
  },
})
