import type { Command } from '../command.ts'
import { languages } from '../words/languages.ts'
import { nativeName } from '../words/native-name.ts'

/** The command that somebody typed, by its own name or by what Discord calls it in a language: `delete`, `삭제`. */
export const commandNamed = (typed: string, commands: readonly Command[]): Command | undefined => {
  const called = typed.normalize('NFC').toLowerCase()
  const isCalled = (name: string): boolean => languages.some((language) => nativeName('commandName', name, language) === called)
  return commands.find(({ name }) => name === called) ?? commands.find(({ name }) => isCalled(name))
}
