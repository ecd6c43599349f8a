import { z } from 'zod'
import { defineCommand, type OptionHints } from '../src/core/command.ts'
import { generationStates } from '../src/core/generation.ts'
import type { Usage, UsageLine } from '../src/core/moderators.ts'
import { notice } from '../src/core/post.ts'
import { dollars } from '../src/core/words/dollars.ts'
import { inWords } from '../src/core/words/in-words.ts'
import { member } from '../src/core/words/mention.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

/** Of the lists in the answer; the table has them all. */
const shownLines = 10

type Figure = 'clips' | 'stills' | 'credits'
type Sums = Pick<UsageLine, Figure> & { name: Text }

const sumsOfAll = (lines: readonly Record<Figure, number>[]): Record<Figure, number> => {
  const sum = (what: Figure): number => lines.reduce((all, line) => all + line[what], 0)
  return { clips: sum('clips'), stills: sum('stills'), credits: sum('credits') }
}

const listed = (lines: readonly Sums[]): Text => {
  const [only] = lines
  if (!only) return say('moderator.none')
  // Its sum is that of all, which was told.
  if (lines.length === 1) return only.name
  const rest = lines.slice(shownLines)
  // So that the parts add up to the whole.
  const others = rest.length === 0 ? [] : [say('moderator.otherSums', { others: rest.length, ...sumsOfAll(rest) })]
  return say('member.line', { pieces: [...lines.slice(0, shownLines).map((line) => say('moderator.sums', line)), ...others] })
}

const sumsOf = ({ name, clips, stills, credits }: UsageLine): Sums => ({ name, clips, stills, credits })

/** The name of whom nobody knows one is the id. */
const sumsOfMember = ({ key, name, ...sums }: UsageLine): Sums => ({
  ...sumsOf({ key, name, ...sums }),
  name: member(key, name === key ? '' : name),
})

/** A state that clips ended in, as people read it; one of another version as it is. */
const outcome = (key: string): Text => {
  const state = generationStates.find((one) => one === key)
  return state ? say(`state.${state}`) : key
}

/** It is for spreadsheets and programs, so it is English in every language. */
const tableOf = ({ days, members, models, outcomes, free }: Usage): (string | number | null)[][] => {
  const rows = (what: string, lines: readonly UsageLine[]) =>
    lines.map(({ key, name, clips, stills, credits }) => [what, key, name, clips, stills, credits])
  return [
    ['by', 'id', 'name', 'clips', 'stills', 'credits'],
    ...days.map(({ day, clips, stills, credits }) => ['day', day, null, clips, stills, credits]),
    ...rows('member', members),
    ...rows('model', models),
    ...rows('outcome', outcomes),
    ...free.map(({ key, clips, stills }) => ['free', key, inWords(outcome(key), 'en'), clips, stills, 0]),
  ]
}

export default defineCommand({
  name: 'usage',
  under: 'mod',
  description: say('command.usage'),
  examples: ['/mod usage', '/mod usage 7'],
  group: 'moderators',
  options: {
    days: z
      .int()
      .min(1)
      .max(90)
      .default(30)
      .meta({ about: say('optionAbout.usageDays'), positional: true, example: '7' } satisfies OptionHints),
  },
  async execute({ options, invocation, studio, respond }) {
    const usage = await studio.moderators.usage(invocation, options.days)
    const { days, members, models, outcomes, free, spentCredits, budgetCredits } = usage
    const spent = dollars(spentCredits)
    const sums = sumsOfAll(days)
    await respond.reply(
      {
        ...notice(say('moderator.usage', { ...sums, spent: dollars(sums.credits), days: options.days })),
        fields: [
          { name: say('moderator.members'), value: listed(members.map(sumsOfMember)) },
          { name: say('member.models'), value: listed(models.map(sumsOf)) },
          { name: say('moderator.outcomes'), value: listed(outcomes.map((line) => ({ ...sumsOf(line), name: outcome(line.key) }))) },
          ...(free.length > 0
            ? [
                {
                  name: say('moderator.notCounted'),
                  value: say('member.line', {
                    pieces: free.map(({ key, clips, stills }) => say('moderator.freeSum', { name: outcome(key), clips, stills })),
                  }),
                },
              ]
            : []),
          {
            name: say('moderator.thisMonth'),
            value: budgetCredits === null ? spent : say('moderator.amountOf', { spent, budget: dollars(budgetCredits) }),
          },
        ],
        media: [
          await studio.files.chart(invocation, say('moderator.usageChart', { days: options.days }), days),
          await studio.files.table('moodreel-usage.csv', tableOf(usage)),
        ],
      },
      { private: true },
    )
  },
})
