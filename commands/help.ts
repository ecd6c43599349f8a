import { z } from 'zod'
import { type Command, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { describeOptions, type OptionDescription } from '../src/core/options/describe-options.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { nearest } from '../src/core/text/nearest.ts'

const optionField = (option: OptionDescription): { name: string; value: string } => {
  const name = option.kind === 'attachment' || option.positional ? option.name : option.flags.map((flag) => `--${flag}`).join(' ')
  const facts = [option.description, ...(option.choices ? [option.choices.join(', ')] : []), ...(option.required ? ['needed'] : [])]
  return { name, value: facts.join(' · ') }
}

/** First what makes clips, then what goes on from them, what is about the one who asks, and at last what is for moderators. */
const rankOf = ({ name, group }: Command): number =>
  group === 'moderators' ? 3 : group === 'you' ? 2 : modes.some((mode) => mode === name) ? 0 : 1

const overview = (commands: readonly Command[], isModerator: boolean): Post => ({
  ...notice('What you can say; /help and a name tells more.'),
  fields: commands
    .filter(({ group }) => isModerator || group !== 'moderators')
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .map((command) => ({
      name: `/${command.name}`,
      // An example for most, and one short line for the rest, which few people look for.
      value: [command.description, ...(rankOf(command) < 2 ? command.examples.slice(0, 1) : [])].join(' · '),
    })),
})

const detail = (command: Command): Post => ({
  ...notice(`/${command.name}: ${command.description}`),
  facts: command.examples,
  fields: describeOptions(command)
    .filter(({ button }) => !button)
    .map(optionField),
})

export default defineCommand({
  name: 'help',
  description: 'Show what you can say',
  examples: ['/help', '/help i2v'],
  options: {
    command: z
      .string()
      .max(32)
      .optional()
      .describe('One command to tell more about')
      .meta({ positional: true } satisfies OptionHints),
  },
  async execute({ options, invocation, respond, commands }) {
    const name = options.command?.replace(/^\//, '').toLowerCase()
    const command = commands.find((candidate) => candidate.name === name)
    if (name !== undefined && !command) {
      const meant = nearest(
        name,
        commands.map((candidate) => candidate.name),
      )
      throw new MoodreelError(
        'unknown_command',
        `There is no command /${name}; ${meant ? `did you mean /${meant}?` : '/help lists what there is.'}`,
      )
    }
    await respond.reply(command ? detail(command) : overview(commands, invocation.member.moderator), { private: true })
  },
})
