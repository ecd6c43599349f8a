import { describe, expect, test } from 'vitest'
import { catalogues, languages } from '../../../src/core/words/languages.ts'

/** Stands for whatever a line takes: a word, a number, a list. */
const anything = Object.assign(['7'], { replace: () => '7' })
const given = new Proxy({}, { get: () => anything })

type Line = string | ((given: never) => string)

/** Without what stands for something, `{time}`; a line that looks its words up finds none. */
const wordsOf = (line: Line): string => {
  const words = typeof line === 'string' ? line : (line as (given: unknown) => string | undefined)(given)
  return words?.replace(/\{\w+\}/g, '') ?? ''
}

/** The words of every line, `fit.noSeed`. Names are told apart in `native-name.test.ts`. */
const linesOf = (language: (typeof languages)[number]): [string, string][] =>
  Object.entries(catalogues[language])
    .filter(([section]) => section !== 'commandName' && section !== 'optionName')
    .flatMap(([section, lines]) =>
      Object.entries<Line>(lines).map(([name, line]): [string, string] => [`${section}.${name}`, wordsOf(line)]),
    )

describe.each(languages.filter((language) => language !== 'en'))('the lines in %s', (language) => {
  test('are none of the English ones, where these have words of their own', () => {
    const english = new Map(linesOf('en'))
    const same = linesOf(language).filter(([name, words]) => words === english.get(name) && /\p{Ll}{3}/u.test(words))
    expect(same).toEqual([])
  })
})

test('Korean lines are Korean, in the polite style where they are sentences', () => {
  const foreign = linesOf('ko').filter(([, words]) => /\p{Ll}{3}/u.test(words) && !/\p{Script=Hangul}/u.test(words))
  expect(foreign).toEqual([])
  const rude = linesOf('ko').filter(([, words]) => /[가-힣]\.$/.test(words) && !/[다요]\.$/.test(words))
  expect(rude).toEqual([])
})
