import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldLightly, foldText } from '../../../src/core/policy/fold-text.ts'
import { anyText } from '../../support/any-text.ts'

/** Letters of all alphabets that the tables speak of, made frequent. */
const letters = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'ㅅㅔㄱㅅㅡㄳㄸ세스각값섹ﾇﾅΣςσİıßẞǅﬃœÆᏢꮲ🅝🇳ⓝⒶ𝕌ǝ\u034f\u0301\u3164 .'),
      fc.string({ unit: 'grapheme', maxLength: 2 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

test('folding twice changes nothing, whatever was said', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, letters), (text) => {
      for (const fold of [foldText, foldLightly]) {
        const once = fold(text)
        expect(fold(once)).toBe(once)
        expect(once.isWellFormed()).toBe(true)
      }
    }),
    { numRuns: 3000 },
  )
})

test('every one of Unicode’s characters is folded for good', () => {
  const unstable: string[] = []
  for (let point = 0; point <= 0x10ffff; point += 1) {
    // Between these there are ideographs, which fold to themselves, and nothing.
    if (point === 0x20000) point = 0x2f800
    if (point === 0x30000) point = 0xe0000
    if (point === 0xf0000) point = 0x10fff0
    const once = foldText(String.fromCodePoint(point))
    if (foldText(once) !== once) unstable.push(point.toString(16))
  }
  expect(unstable).toEqual([])
})

test('upper and lower case of any letter fold alike', () => {
  const different: string[] = []
  for (let point = 0x41; point <= 0x1ffff; point += 1) {
    const letter = String.fromCodePoint(point)
    const lower = letter.toLowerCase()
    if (lower === letter || lower.length !== letter.length) continue
    if (foldText(letter) !== foldText(lower)) different.push(letter)
  }
  expect(different).toEqual([])
})

test.each([
  ['Ｎ𝓾ɗé', 'nude'],
  ['łøđħŧ', 'lodht'],
  ['ѕаѕѕа', 'sassa'],
  ['Straße', 'straße'],
  ['세ㄱ스', '섹스'],
  ['값이 ㅋㅋㅋ', '값이 ㅋㅋㅋ'],
  ['a\u200bb\u00adc', 'abc'],
  ['a\nb', 'a\nb'],
])('%s is read as %s', (text, folded) => expect(foldText(text)).toBe(folded))
