import { z } from 'zod'
import { type Command, defineCommand, type OptionHints } from '../src/core/command.ts'
import { MoodreelError } from '../src/core/errors.ts'
import { beneath, typedName, typedNameOf } from '../src/core/options/beneath.ts'
import { byUse } from '../src/core/options/by-use.ts'
import { commandNamed } from '../src/core/options/command-named.ts'
import { describeOptions, type OptionDescription } from '../src/core/options/describe-options.ts'
import { wordsOf } from '../src/core/options/words-of.ts'
import { notice, type Post } from '../src/core/post.ts'
import { modes } from '../src/core/request.ts'
import { nearest } from '../src/core/text/nearest.ts'
import { say, type Text } from '../src/core/words/sentence.ts'

type Field = NonNullable<Post['fields']>[number]

const optionField = (option: OptionDescription): Field => {
  const name =
    option.kind === 'attachment' || option.positional || option.leading ? option.name : option.flags.map((flag) => `--${flag}`).join(' ')
  const { labels = {} } = option
  const choices = option.choices ? [say('help.choices', { choices: option.choices.map((choice) => labels[choice] ?? String(choice)) })] : []
  const facts = [option.description, ...choices, ...(option.required ? [say('help.required')] : [])]
  return { name, value: say('help.option', { facts }) }
}

const isMaker = ({ name }: Command): boolean => modes.some((mode) => mode === name)

/** Whether it is about a clip that there is. */
const goesOn = (command: Command): boolean =>
  describeOptions(command).some(({ name, completion }) => name === 'id' && completion === 'clip')

/** One line for many: what each does is told when it is asked for by its name. */
const namesField = (name: Text, names: readonly string[]): Field[] =>
  names.length === 0 ? [] : [{ name, value: say('help.commands', { names }) }]

/** What is said beneath a command: its own words first, then the commands. */
const beneathOf = (parent: Command, commands: readonly Command[]): { typed: string; about: Text }[] => {
  const under = commands.filter((one) => one.under === parent.name)
  if (under.length === 0) return []
  const words = wordsOf(parent, under).map(({ word, about }) => ({ typed: `${parent.name} ${word}`, about }))
  return [...words, ...under.map((command) => ({ typed: typedName(command), about: command.description }))]
}

/** It must fit on one screen. */
const overview = (all: readonly Command[], isModerator: boolean): Post => {
  const commands = byUse(all)
  const makers = commands.filter(isMaker)
  const others = commands.filter((command) => command.group === undefined && !isMaker(command))
  const theirs = commands
    .filter(({ group, under }) => group === 'moderators' && under === undefined)
    .flatMap((command) => {
      const beneath = beneathOf(command, commands)
      return beneath.length === 0 ? [command.name] : beneath.map(({ typed }) => typed)
    })
    .concat(
      commands.flatMap((command) =>
        describeOptions(command).flatMap(({ forModerators }) => forModerators.map((word) => `${command.name} ${word}`)),
      ),
    )
  return {
    ...notice(say('help.overview')),
    fields: [
      ...makers.map(({ name, description }) => ({ name: say('help.name', { name }), value: description })),
      ...namesField(say('help.fromClip'), others.filter(goesOn).map(typedName)),
      ...namesField(say('help.others'), others.filter((command) => !goesOn(command)).map(typedName)),
      ...namesField(say('help.you'), commands.filter(({ group }) => group === 'you').map(typedName)),
      ...(isModerator ? namesField(say('help.moderators'), theirs) : []),
    ],
  }
}

const detail = (command: Command, commands: readonly Command[]): Post => {
  const beneath = beneathOf(command, commands)
  const options = describeOptions(command).filter(({ button }) => !button)
  return {
    ...notice(say('help.detail', { name: typedName(command), about: command.description })),
    facts: command.examples,
    fields:
      beneath.length === 0
        ? options.map(optionField)
        : beneath.map(({ typed, about }) => ({ name: say('help.name', { name: typed }), value: about })),
  }
}

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
    if (options.command === undefined) return respond.reply(overview(commands, invocation.member.moderator), { private: true })
    const typed = options.command.replace(/^\//, '').toLowerCase()
    const first = typed.split(/\s/, 1)[0] ?? ''
    const { command: name } = beneath(
      { command: commandNamed(first, commands)?.name ?? first, rest: typed.replace(/^\S*\s*/, '') },
      commands,
    )
    const command = commandNamed(name, commands)
    if (command) return respond.reply(detail(command, commands), { private: true })
    const meant = nearest(
      name,
      commands.map((candidate) => candidate.name),
    )
    throw new MoodreelError(
      'unknown_command',
      meant ? say('common.meantCommand', { name, meant: typedNameOf(meant, commands) }) : say('common.unknownCommand', { name }),
    )
  },
})
