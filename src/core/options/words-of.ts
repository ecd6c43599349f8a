import type { Command } from '../command.ts'
import type { Catalogue } from '../words/catalogue.ts'
import { catalogues } from '../words/languages.ts'
import { say, type Text } from '../words/sentence.ts'
import { describeOptions, type OptionDescription } from './describe-options.ts'

/** The option that the first word of a command fills, one of a few. */
export const leadingWord = (command: Pick<Command, 'options'>): OptionDescription | undefined =>
  describeOptions(command).find(({ leading, choices }) => leading && choices !== undefined)

const hasLine = (name: string): name is keyof Catalogue['command'] => Object.hasOwn(catalogues.en.command, name)

/** The words that a command takes as its first, where no command beneath it has that name, with what it does when it is said so. */
export const wordsOf = (
  command: Pick<Command, 'name' | 'description' | 'options'>,
  under: readonly Pick<Command, 'name'>[],
): { word: string; about: Text }[] =>
  (leadingWord(command)?.choices ?? [])
    .map(String)
    .filter((word) => !under.some(({ name }) => name === word))
    .map((word) => {
      const line = `${command.name}_${word}`
      return { word, about: hasLine(line) ? say(`command.${line}`) : command.description }
    })
