import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { budgetCredits, budgetOption } from '../src/core/options/budget-option.ts'
import { notice } from '../src/core/post.ts'
import { dollars } from '../src/core/words/dollars.ts'
import { say } from '../src/core/words/sentence.ts'

/** Only today's; what is wanted is the sum of the month beside it. */
const oneDay = 1

export default defineCommand({
  name: 'budget',
  under: 'mod',
  description: say('command.budget'),
  examples: ['/mod budget', '/mod budget 50', '/mod budget off'],
  group: 'moderators',
  options: {
    usd: budgetOption.optional().meta({ about: say('optionAbout.budget'), positional: true, example: '50' } satisfies OptionHints),
  },
  async execute({ options: { usd }, invocation, studio, respond }) {
    const { moderators } = studio
    if (usd !== undefined) {
      await moderators.setBudget(invocation, budgetCredits(usd))
    }
    const { spentCredits, budgetCredits: budget } = await moderators.usage(invocation, oneDay)
    const spent = dollars(spentCredits)
    const sentence = budget === null ? say('moderator.spent', { spent }) : say('moderator.spentOf', { spent, budget: dollars(budget) })
    await respond.reply(notice(sentence), { private: true })
  },
})
