import { describe, expect, test } from 'vitest'
import { describeOptions } from '../../../src/core/options/describe-options.ts'
import { catalogues, languages } from '../../../src/core/words/languages.ts'
import { nativeName } from '../../../src/core/words/native-name.ts'
import { leadingWord } from '../../../src/platforms/discord/commands/commands.ts'
import { loadCommands } from '../../../src/program/load.ts'

const commands = [...(await loadCommands(undefined)).values()]
const optionsOf = (command: (typeof commands)[number]) => describeOptions(command).filter(({ button }) => !button)

/** Discord's rule for the names of commands and options (its API documentation). */
const expectNames = (names: readonly string[]): void => {
  for (const name of names) {
    expect(name).toMatch(/^[-_ʼ\p{L}\p{N}]{1,32}$/u)
    expect(name).toBe(name.toLowerCase())
  }
  expect(new Set(names).size).toBe(names.length)
}

describe.each(languages)('the names in %s', (language) => {
  test('are told apart, and are names that Discord takes', () => {
    expectNames(commands.map(({ name }) => nativeName('commandName', name, language)))
    for (const command of commands) expectNames(optionsOf(command).map(({ name }) => nativeName('optionName', name, language)))
  })
})

test('every command and every option has its line, and no other has one', () => {
  const words = commands
    .filter(({ name }) => commands.some(({ under }) => under === name))
    .flatMap((command) => leadingWord(command)?.choices ?? [])
  const names = new Set([...commands.map(({ name }) => name), ...words.map(String)])
  expect(Object.keys(catalogues.en.commandName).sort()).toEqual([...names].sort())
  const options = new Set(commands.flatMap((command) => optionsOf(command).map(({ name }) => name)))
  expect(Object.keys(catalogues.en.optionName).sort()).toEqual([...options].sort())
  for (const names of [catalogues.en.commandName, catalogues.en.optionName]) expect(Object.values(names)).toEqual(Object.keys(names))
})

test('a command of an operator keeps its own name', () => {
  expect(nativeName('commandName', 'dice', 'ko')).toBe('dice')
})
