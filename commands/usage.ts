import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { dollars } from '../src/core/fit/price.ts'
import { generationStates } from '../src/core/generation.ts'
import type { Usage, UsageLine } from '../src/core/moderation.ts'
import { notice } from '../src/core/post.ts'
import { inWords } from '../src/core/words/in-words.ts'
import { say } from '../src/core/words/sentence.ts'

/** Of the lists in the answer; the table has them all. */
const shownLines = 10

const listed = (lines: readonly UsageLine[]): string =>
  lines
    .slice(0, shownLines)
    .map(
      ({ name, clips, credits }) =>
        `${name}: ${clips} ${clips === 1 ? 'clip' : 'clips'}, ${credits} ${credits === 1 ? 'credit' : 'credits'}`,
    )
    .join(' · ') || 'none'

const worded = (line: UsageLine): UsageLine => {
  const state = generationStates.find((one) => one === line.key)
  return state ? { ...line, name: inWords(say(`state.${state}`), 'en') } : line
}

const tableOf = ({ days, members, models, outcomes, free }: Usage): (string | number | null)[][] => {
  const rows = (what: string, lines: readonly UsageLine[]) =>
    lines.map(({ key, name, clips, credits }) => [what, key, name, clips, credits])
  return [
    ['by', 'id', 'name', 'clips', 'credits'],
    ...days.map(({ day, clips, credits }) => ['day', day, null, clips, credits]),
    ...rows('member', members),
    ...rows('model', models),
    ...rows('outcome', outcomes),
    ...free.map(({ key, clips }) => ['free', key, worded({ key, name: key, clips, credits: 0 }).name, clips, 0]),
  ]
}

export default defineCommand({
  name: 'usage',
  description: 'Show who makes how much with which models, with a chart and a table',
  examples: ['/usage', '/usage 7'],
  group: 'moderators',
  options: {
    days: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .describe('Of how many days')
      .meta({ positional: true, example: '7' } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const usage = await studio.moderation.usage(invocation, options.days)
    const { days, members, models, outcomes, free, spentCredits, budgetCredits } = usage
    const sum = (what: 'clips' | 'credits'): number => days.reduce((all, day) => all + day[what], 0)
    const title = options.days === 1 ? 'today' : `in the last ${options.days} days`
    await respond.reply(
      {
        ...notice(
          `${sum('clips')} ${sum('clips') === 1 ? 'clip' : 'clips'} for ${dollars(sum('credits'))} ${title}; the table tells every day and member.`,
        ),
        fields: [
          { name: 'Members', value: listed(members) },
          { name: 'Models', value: listed(models) },
          { name: 'Outcomes', value: listed(outcomes.map(worded)) },
          ...(free.length > 0
            ? [{ name: 'Not counted', value: listed(free.map((line) => worded({ ...line, name: line.key, credits: 0 }))) }]
            : []),
          {
            name: 'This month',
            value: budgetCredits === null ? dollars(spentCredits) : `${dollars(spentCredits)} of ${dollars(budgetCredits)}`,
          },
        ],
        media: [
          await studio.drawings.chart(`Clips a day, ${title}`, days),
          await studio.drawings.table('moodreel-usage.csv', tableOf(usage)),
        ],
      },
      { private: true },
    )
  },
})
