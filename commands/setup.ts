import { z } from 'zod'
import { type CommandContext, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { budgetCredits, budgetOption } from '../src/core/options/budget-option.ts'
import { mentionedOption } from '../src/core/options/mentioned-option.ts'
import type { Form } from '../src/core/platform.ts'
import { setUpCard } from '../src/core/set-up-card.ts'
import type { Text } from '../src/core/words/sentence.ts'
import { say } from '../src/core/words/sentence.ts'

/** What a button of the card says, and a person by the same word; `begin` only the first one of all, which is no card. */
const steps = ['channel', 'budget', 'everybody', 'role', 'words', 'test', 'open'] as const
const presses = ['begin', ...steps] as const
type Step = (typeof presses)[number]

const options = {
  step: z
    .enum(steps)
    .optional()
    .meta({ about: say('optionAbout.setupStep'), leading: true } satisfies OptionHints),
  channel: mentionedOption.optional().meta({
    about: say('optionAbout.workspaceChannel'),
    channel: true,
    demand: say('option.beChannel'),
    example: '#moderators',
  } satisfies OptionHints),
  budget: budgetOption.optional().meta({ about: say('optionAbout.budget'), flags: ['usd'], example: '50' } satisfies OptionHints),
  role: mentionedOption
    .optional()
    .meta({ about: say('optionAbout.setupRole'), role: true, demand: say('option.beRole'), example: 'makers' } satisfies OptionHints),
  id: z
    .enum(presses)
    .optional()
    .meta({ about: say('optionAbout.button'), button: true } satisfies OptionHints),
}
type Context = CommandContext<typeof options>

/** The steps that ask for something, by the option that takes it. */
const asking = ['channel', 'budget', 'role'] as const
type Asking = (typeof asking)[number]
const asks = (step: Step | undefined): step is Asking => asking.some((one) => one === step)

const formOf = async ({ invocation, studio }: Context, step: Asking): Promise<Form> => {
  const { setUp } = studio.moderators
  await setUp.ensureMay(invocation, step === 'role' ? 'who' : step)
  const roles = step === 'role' ? await setUp.roles(invocation) : []
  if (step === 'role' && roles.length === 0) throw new MoodreelError('not_found', say('setUp.noRoles'))
  return {
    command: 'setup',
    generationId: step,
    title: say(`setUp.title_${step}`),
    values: {},
    without: ['step', ...asking.filter((other) => other !== step)],
    needs: [step],
    ...(step === 'role' && { choices: { role: roles.map(({ id, name }) => ({ value: id, label: name })) } }),
  }
}

/** Does what was filled in, then what was said alone. What the test report met, if anything. */
const work = async ({ options, invocation, studio }: Context, step: Step | undefined): Promise<Text | null> => {
  const { setUp } = studio.moderators
  if (options.channel !== undefined) await setUp.channel(invocation, options.channel)
  if (options.budget !== undefined) await setUp.budget(invocation, budgetCredits(options.budget))
  if (options.role !== undefined) await setUp.who(invocation, options.role)
  if (step === 'everybody') await setUp.who(invocation, null)
  if (step === 'words') await setUp.words(invocation)
  if (step === 'open') await setUp.open(invocation)
  return step === 'test' ? setUp.test(invocation) : null
}

/** From a bot that was just invited to one that is open for members, in five steps: one private card, which says what is done. */
export default defineCommand({
  name: 'setup',
  description: say('command.setup'),
  examples: ['/setup', '/setup --channel #moderators', '/setup --budget 50', '/setup everybody', '/setup words', '/setup test'],
  group: 'moderators',
  opensForm: true,
  options,
  async execute(context) {
    const { options, invocation, studio, respond } = context
    const step = options.id ?? options.step
    if (asks(step) && options[step] === undefined) return respond.form(await formOf(context, step))
    const problem = await work(context, step)
    const { setUp, roof } = studio.moderators
    const card = setUpCard(await setUp.state(invocation), roof(), problem)
    await respond.reply(card, { private: true, instead: options.id !== undefined && options.id !== 'begin' })
  },
})
