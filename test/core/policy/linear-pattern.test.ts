import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPattern } from '../../../src/core/policy/linear-pattern.ts'
import { inWords } from '../../../src/core/words/in-words.ts'

const found = (source: string, text: string): boolean => {
  const pattern = readPattern(source)
  if ('problem' in pattern) throw new Error(inWords(pattern.problem, 'en'))
  return pattern.found(text)
}

describe('finds what JavaScript’s own engine finds', () => {
  const sources = [
    ...[
      'abc',
      'a|b|cd',
      'ab*c',
      'ab+c',
      'ab?c',
      'a{2}b',
      'a{2,}b',
      'a{1,3}b',
      '(ab)+c',
      '(?:a|b)*c',
      '^ab',
      'ab$',
      '^(a|b)+$',
      '\\bab\\b',
      'a\\Bb',
    ],
    ...[
      '[abc]d',
      '[^abc]',
      '[a-c]{2}',
      '\\w\\d',
      '\\s',
      '.b',
      'a.*b',
      '\\u0061b',
      '\\p{Lu}',
      'a\\.b',
      '(a|ab)(c|bcd)',
      '((a*)b)*c',
      'a*?b',
      'x|',
      '[\\]a]b',
    ],
  ].filter((source) => !new RegExp(source, 'isu').test(''))

  test.each(sources)('%s', (source) => {
    const own = new RegExp(source, 'isu')
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'abcdxAB1 .]\n'), maxLength: 12 }),
        (text) => void expect(found(source, text)).toBe(own.test(text)),
      ),
    )
  })
})

test('patterns that hang JavaScript’s own engine are answered', () => {
  const many = 'a'.repeat(4000)
  expect(found('(a+)+b', many)).toBe(false)
  expect(found('(a|a)*b', many)).toBe(false)
  expect(found('(.*)*(.*)*(.*)*x', many)).toBe(false)
  expect(found('a?'.repeat(60) + 'a'.repeat(60), many)).toBe(true)
})

test.each([
  ['(', 'missing closing'],
  ['a)', 'unexpected'],
  ['*a', 'missing argument'],
  ['a{3,1}', 'invalid repeat'],
  ['a{5000}', 'invalid repeat'],
  ['(?=a)b', 'invalid'],
  ['(?<!a)b', 'invalid'],
  ['(a)\\1', 'invalid escape'],
  ['[b-a]', 'invalid character class'],
  ['[a', 'missing closing'],
  ['a\\', 'trailing backslash'],
  ['\\p{Nothing}', 'invalid character class'],
  ['a*', 'is found where there is nothing at all'],
])('%s is refused: it %s', (source, problem) => {
  const read = readPattern(source)
  expect('problem' in read && inWords(read.problem, 'en')).toContain(problem)
})

test('any pattern is read or refused', () => {
  const pieces = fc.constantFrom(...'ab()|*+?{}[]^$.\\', '{2,3}', '\\b', '\\p{L}', '(?:', '[^a]', '{9}')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 15 }), (parts) => {
      const pattern = readPattern(parts.join(''))
      if (!('problem' in pattern)) pattern.found('abaabb ')
    }),
    { numRuns: 1000 },
  )
})
