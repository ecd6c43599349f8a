import type { Command } from '../../../core/command.ts'
import { describeOptions, type OptionDescription } from '../../../core/options/describe-options.ts'

/** The commands by name, with their options read once: reading them costs a millisecond. */
export interface KnownCommands {
  find(name: string): Command | undefined
  optionsOf(command: Command): readonly OptionDescription[]
}

export const knowCommands = (commands: readonly Command[]): KnownCommands => {
  const described = new Map(commands.map((command) => [command.name, describeOptions(command)]))
  return {
    find: (name) => commands.find((command) => command.name === name),
    optionsOf: ({ name }) => described.get(name) ?? [],
  }
}
