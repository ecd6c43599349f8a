import { defineCommand } from '../src/core/command.ts'
import { confirmation, confirmOptions, isConfirmed } from '../src/core/options/confirm-options.ts'
import { notice } from '../src/core/post.ts'

const question =
  'This deletes all your clips here with their posts, your prompts, the files you gave, your settings and your name. It cannot be undone; press Forget me, or say /forget --yes.'

export default defineCommand({
  name: 'forget',
  description: 'Delete your clips and everything that is kept about you here',
  examples: ['/forget', '/forget --yes'],
  group: 'you',
  options: confirmOptions,
  async execute({ options, invocation, studio, respond }) {
    const post = isConfirmed(options)
      ? notice(await studio.membership.forget(invocation))
      : {
          ...notice(question),
          warnings: [
            'What you spent stays counted, without your name. What moderators did, and what you reported to them, stays in their audit.',
          ],
          actions: [{ command: 'forget', argument: confirmation, label: 'Forget me', style: 'danger' as const }],
        }
    await respond.reply(post, { private: true })
  },
})
