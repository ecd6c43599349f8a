import { z } from 'zod'
import { type Command, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { describeOptions, type OptionDescription } from '../src/core/options/describe-options.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { nearest } from '../src/core/text/nearest.ts'
import { say } from '../src/core/words/sentence.ts'

type Field = NonNullable<Post['fields']>[number]

const optionField = (option: OptionDescription): Field => {
  const name = option.kind === 'attachment' || option.positional ? option.name : option.flags.map((flag) => `--${flag}`).join(' ')
  const choices = option.choices ? [option.choices.join(', ')] : []
  const facts = [option.description, ...choices, ...(option.required ? [say('help.required')] : [])]
  return { name, value: say('help.option', { facts }) }
}

/** First what makes clips, then what goes on from them, what is about the one who asks, and at last what is for moderators. */
const rankOf = ({ name, group }: Command): number =>
  group === 'moderators' ? 3 : group === 'you' ? 2 : modes.some((mode) => mode === name) ? 0 : 1

const commandField = (command: Command): Field => {
  const { name, description: about, examples } = command
  const [example] = examples
  return {
    name: say('help.name', { name }),
    // An example for most, and one short line for the rest, which few people look for.
    value: rankOf(command) < 2 && example ? say('help.withExample', { about, example }) : about,
  }
}

const overview = (commands: readonly Command[], isModerator: boolean): Post => ({
  ...notice(say('help.overview')),
  fields: commands
    .filter(({ group }) => isModerator || group !== 'moderators')
    .toSorted((one, other) => rankOf(one) - rankOf(other))
    .map(commandField),
})

const detail = (command: Command): Post => ({
  ...notice(say('help.detail', { name: command.name, about: command.description })),
  facts: command.examples,
  fields: describeOptions(command)
    .filter(({ button }) => !button)
    .map(optionField),
})

export default defineCommand({
  name: 'help',
  description: say('command.help'),
  examples: ['/help', '/help i2v'],
  options: {
    command: z
      .string()
      .max(32)
      .optional()
      .meta({ about: say('optionAbout.helpCommand'), positional: true } satisfies OptionHints),
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
        meant ? say('common.meantCommand', { name, meant }) : say('common.unknownCommand', { name }),
      )
    }
    await respond.reply(command ? detail(command) : overview(commands, invocation.member.moderator), { private: true })
  },
})
