import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import { expect, test } from 'vitest'
import { describeOptions } from '../../../src/core/options/describe-options.ts'
import { nativeCommands } from '../../../src/platforms/discord/commands/commands.ts'
import { renderForm } from '../../../src/platforms/discord/receive/form.ts'
import { loadCommands } from '../../../src/program/load.ts'

const commands = [...(await loadCommands(undefined)).values()]
const native = nativeCommands(commands, []).flatMap((command) => (command.type === ApplicationCommandType.ChatInput ? [command] : []))
const optionsOf = (name: string, under?: string) => {
  const options = native.find((command) => command.name === (under ?? name))?.options ?? []
  if (under === undefined) return options
  const found = options.find((option) => option.name === name)
  return found?.type === ApplicationCommandOptionType.Subcommand ? (found.options ?? []) : []
}

test('a member is chosen from the server', () => {
  for (const command of commands) {
    for (const { name } of describeOptions(command).filter(({ member }) => member)) {
      expect(optionsOf(command.name, command.under).find((option) => option.name === name)?.type).toBe(ApplicationCommandOptionType.User)
    }
  }
  expect(commands.filter((command) => describeOptions(command).some(({ member }) => member)).map(({ name }) => name)).toEqual([
    'history',
    'quota',
    'warn',
    'block',
    'unblock',
    'audit',
  ])
})

test('what only a button fills is not offered', () => {
  expect(optionsOf('forget').map(({ name }) => name)).toEqual(['yes'])
  expect(optionsOf('audit', 'mod').map(({ name }) => name)).toEqual(['member', 'csv'])
})

test('the form of a block asks for the reason and the time, for the clip tells the member', () => {
  const block = commands.find(({ name }) => name === 'block')
  if (!block) throw new Error('no /block')
  const form = renderForm({ command: 'block', generationId: '4k7q0c2m9xwd', title: 'Block Ann', values: {} }, block, [])
  expect(form.components.map((label) => 'label' in label && label.label)).toEqual(['Why? The member is told', 'For how long?'])
})
