import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'report',
  description: say('command.report'),
  examples: ['/report 4k7q0c2m9xwd', '/report 4k7q0c2m9xwd that is my face'],
  opensForm: true,
  options: {
    id: idOption.meta({ positional: false, leading: true } satisfies OptionHints),
    reason: z
      .string()
      .max(1000)
      .optional()
      .meta({ about: say('optionAbout.reportReason'), positional: true, example: 'that is my face' } satisfies OptionHints),
  },
  async execute({ options: { id, reason }, invocation, studio, respond }) {
    if (emptiedOptions(invocation).has('reason')) {
      throw new MoodreelError('missing_input', say('member.reportNeedsReason'))
    }
    if (reason === undefined) {
      await findClip(studio, invocation, id)
      await respond.form({ command: 'report', generationId: id, title: say('member.reportTitle'), values: { reason: '' } })
      return
    }
    const told = await studio.membership.report(invocation, id, reason)
    await respond.reply(notice(told ? say('member.reported') : say('member.reportedToNobody')), { private: true })
  },
})
