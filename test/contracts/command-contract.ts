import { describe, expect, test } from 'vitest'
import type { Command } from '../../src/core/command.ts'
import { beneath } from '../../src/core/options/beneath.ts'
import { describeOptions, type OptionDescription } from '../../src/core/options/describe-options.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import { splitCommand } from '../../src/core/options/split-command.ts'
import type { Attachment } from '../../src/core/request.ts'
import { inWords } from '../../src/core/words/in-words.ts'
import { languages } from '../../src/core/words/languages.ts'
import type { Text } from '../../src/core/words/sentence.ts'

/** Discord takes these letters, in lower case, for the names of commands and options (its API documentation). */
const nativeName = /^[-_a-z0-9]{1,32}$/

/** A label: 100 characters at most, no full stop, in every language. */
const expectLabel = (text: Text): void => {
  for (const language of languages) expect(inWords(text, language)).toMatch(/^\S.{0,98}[^\s.]$/)
}

const fileFor = ({ name, attachment }: OptionDescription): Attachment => {
  const ending = { image: 'png', video: 'mp4', audio: 'mp3', any: 'png' }[attachment ?? 'any']
  return { url: `https://cdn.example/${name}`, name: `${name}.${ending}` }
}

/** What every command must be, so that each platform can offer it. */
export const commandContract = (command: Command): void => {
  describe(`the command ${command.name}`, () => {
    const options = describeOptions(command)

    test('has a name and a description that Discord takes', () => {
      expect(command.name).toMatch(nativeName)
      expectLabel(command.description)
    })

    test('has at most 25 options, each with a name and a description that Discord takes', () => {
      // What is seldom asked for is typed where there is no room.
      expect(options.filter(({ seldom }) => !seldom).length).toBeLessThanOrEqual(25)
      for (const option of options) {
        expect(option.name).toMatch(nativeName)
        expectLabel(option.description)
        expect(option.choices?.length ?? 0).toBeLessThanOrEqual(25)
      }
    })

    test('names its required options before the others', () => {
      const required = options.map((option) => option.required)
      expect(required).toEqual(required.toSorted((one, other) => Number(other) - Number(one)))
    })

    test('has one positional option at most, and no flag twice', () => {
      expect(options.filter((option) => option.positional).length).toBeLessThanOrEqual(1)
      const flags = options.flatMap((option) => option.flags)
      expect(new Set(flags).size).toBe(flags.length)
      for (const flag of flags) expect(flag).toMatch(/^[a-z][-a-z0-9]*$/)
    })

    test('has examples that can be typed as they are', () => {
      expect(command.examples.length).toBeGreaterThan(0)
      const attachments = options.filter((option) => option.kind === 'attachment' && option.required).map(fileFor)
      for (const example of command.examples) {
        const { name = '', rest = '' } = splitCommand(example) ?? {}
        const line = beneath({ command: name, rest }, [command])
        expect(line.command).toBe(command.name)
        expect(() => readOptions(command, { input: { kind: 'text', text: line.rest }, attachments })).not.toThrow()
      }
    })
  })
}
