import type { Command } from '../command.ts'
import type { Invocation } from '../platform.ts'
import { commandNamed } from './command-named.ts'

/** A command as people type it after the slash: `t2v`, or `mod block` for one that is said beneath another. */
export const typedName = ({ name, under }: Pick<Command, 'name' | 'under'>): string => (under === undefined ? name : `${under} ${name}`)

/** The same for a command that is only named; its own name where there is none. */
export const typedNameOf = (name: string, commands: readonly Command[]): string =>
  typedName(commands.find((command) => command.name === name) ?? { name })

/** A line whose first word names a command beneath its own, as a line of that one: `mod` and `block @ann` is `block` and `@ann`. */
export const beneath = <Line extends { command: string; rest: string }>(line: Line, commands: readonly Command[]): Line => {
  const [, word = '', rest = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(line.rest) ?? []
  const found = commandNamed(
    word,
    commands.filter(({ under }) => under === line.command),
  )
  return found ? { ...line, command: found.name, rest } : line
}

/** The same for what somebody said to the bot. */
export const saidBeneath = (invocation: Invocation, commands: readonly Command[]): Invocation => {
  const { command, input } = invocation
  if (input.kind !== 'text') return invocation
  const line = beneath({ command, rest: input.text }, commands)
  return line.command === command ? invocation : { ...invocation, command: line.command, input: { kind: 'text', text: line.rest } }
}
