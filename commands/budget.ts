import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { dollars } from '../src/core/fit/price.ts'
import { notice } from '../src/core/post.ts'
import { say } from '../src/core/words/sentence.ts'

/** Only today's; what is wanted is the sum of the month beside it. */
const oneDay = 1

export default defineCommand({
  name: 'budget',
  description: say('command.budget'),
  examples: ['/budget', '/budget 50', '/budget off'],
  group: 'moderators',
  options: {
    usd: z
      .string()
      .toLowerCase()
      .regex(/^(off|\$?\d{1,7}(\.\d{1,2})?)$/)
      .optional()
      .meta({ about: say('optionAbout.budget'), positional: true, example: '50' } satisfies OptionHints),
  },
  async execute({ options: { usd }, invocation, studio, respond }) {
    const { moderation } = studio
    if (usd !== undefined) {
      await moderation.setBudget(invocation, usd === 'off' ? null : Math.round(Number(usd.replace('$', '')) * 100))
    }
    const { spentCredits, budgetCredits } = await moderation.usage(invocation, oneDay)
    const sentence =
      budgetCredits === null
        ? `${dollars(spentCredits)} are spent this month, and there is no budget; /budget 50 sets one of $50.`
        : `${dollars(spentCredits)} of ${dollars(budgetCredits)} are spent this month; nobody makes clips beyond that, and /budget off ends it.`
    await respond.reply(notice(sentence), { private: true })
  },
})
