import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { findClip } from '../src/core/options/find-clip.ts'
import { idOption } from '../src/core/options/id-option.ts'
import { kindNamed } from '../src/core/options/kind-named.ts'
import { notice } from '../src/core/post.ts'
import { reportReasons } from '../src/core/report.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'report',
  description: say('command.report'),
  examples: ['/report 4k7q0c2m9xwd', '/report 4k7q0c2m9xwd real-person', '/report 4k7q0c2m9xwd other that is my song'],
  opensForm: true,
  options: {
    id: idOption.meta({ positional: false, leading: true } satisfies OptionHints),
    reason: z
      .enum(reportReasons)
      .optional()
      .meta({ about: say('optionAbout.reportReason'), leading: true } satisfies OptionHints),
    words: z
      .string()
      .max(1000)
      .optional()
      .meta({ about: say('optionAbout.reportWords'), positional: true, example: 'that is my face' } satisfies OptionHints),
  },
  async execute({ options: { id, reason, words }, invocation, studio, respond }) {
    if (reason === undefined && words === undefined) {
      if (emptiedOptions(invocation).size > 0) throw new MoodreelError('missing_input', say('member.reportNeedsReason'))
      await findClip(studio, invocation, id)
      const values = { reason: 'other', words: '' }
      await respond.form({ command: 'report', generationId: id, title: say('member.reportTitle'), values, needs: ['reason'] })
      return
    }
    const told = await studio.membership.report(invocation, id, { reason: reason ?? 'other', words: words ?? '' })
    await respond.reply(notice(told ? say('member.reported', { kind: await kindNamed(studio, id) }) : say('member.reportedToNobody')), {
      private: true,
    })
  },
})
