import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { decisionLine } from '../src/core/words/decision-line.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'decline',
  under: 'mod',
  description: say('command.decline'),
  examples: ['/mod decline 4k7q0c2m9xwd', '/mod decline 4k7q0c2m9xwd too many of these today'],
  group: 'moderators',
  opensForm: true,
  options: {
    id: idOption.meta({ positional: false, leading: true } satisfies OptionHints),
    reason: z
      .string()
      .max(300)
      .optional()
      .meta({ about: say('optionAbout.declineReason'), positional: true, example: 'too many of these today' } satisfies OptionHints),
  },
  async execute({ options: { id, reason = '' }, invocation, studio, respond }) {
    const { moderators } = studio
    // A button asks for the reason first; who types, or sends the form without one, needs none.
    if (reason === '' && invocation.input.kind === 'values' && !emptiedOptions(invocation).has('reason')) {
      const waiting = await moderators.undecided(invocation, id)
      if (waiting.kind === 'done') {
        const title = say('moderator.declineTitle', { name: waiting.memberName })
        await respond.form({ command: 'decline', generationId: id, title, values: { reason: '' } })
        return
      }
    }
    const decision = await moderators.decide(invocation, id, 'decline', reason)
    await respond.reply(notice(decisionLine(decision, 'decline')), { private: true })
  },
})
