import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { idPattern } from '../src/core/id.ts'
import { emptiedOptions } from '../src/core/options/emptied-options.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

export default defineCommand({
  name: 'appeal',
  description: say('command.appeal'),
  examples: ['/appeal', '/appeal that is my own face'],
  group: 'you',
  opensForm: true,
  options: {
    words: z
      .string()
      .max(1000)
      .optional()
      .meta({ about: say('optionAbout.appealWords'), positional: true, example: 'that is my own face' } satisfies OptionHints),
    id: z
      .string()
      .regex(idPattern)
      .optional()
      .meta({ about: say('optionAbout.button'), button: true } satisfies OptionHints),
  },
  async execute({ options: { words, id }, invocation, studio, respond }) {
    const { membership } = studio
    if (words === undefined) {
      if (emptiedOptions(invocation).has('words')) throw new MoodreelError('missing_input', say('member.appealNeedsWords'))
      const { sanctionId } = await membership.appealable(invocation, id)
      await respond.form({ command: 'appeal', generationId: sanctionId, title: say('member.appealTitle'), values: { words: '' } })
      return
    }
    await membership.appeal(invocation, id, words)
    await respond.reply(notice(say('member.appealed')), { private: true })
  },
})
