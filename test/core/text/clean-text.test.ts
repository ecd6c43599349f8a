import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText } from '../../../src/core/text/clean-text.ts'
import { anyText } from '../../support/any-text.ts'

describe('what cannot be seen is removed', () => {
  test.each([
    ['a null and an escape', 'a\u0000b\u001bc', 'abc'],
    ['C1 controls', 'a\u0090b', 'ab'],
    ['a zero-width space inside a word', 'se\u200bed', 'seed'],
    ['a byte order mark', '\ufeffcat', 'cat'],
    ['a bidirectional override', 'gpj.\u202eexe', 'gpj.exe'],
    ['isolates and marks', '\u2066a\u2069\u200e\u200f\u061cb', 'ab'],
    ['tag characters that hide words', 'cat\u{E0068}\u{E0069}', 'cat'],
    ['half of a surrogate pair', 'a\ud83db', 'ab'],
    ['a joiner between Latin letters', 'ca\u200dt\u200c', 'cat'],
  ])('%s', (_, text, clean) => expect(cleanText(text)).toBe(clean))
})

describe('what has a meaning is kept', () => {
  test.each([
    ['newlines and tabs', 'a\n\tb\n\n  c'],
    ['a family of emoji', '👨‍👩‍👧 at the 🏳️‍🌈 fair 👍🏽'],
    ['the Persian half-space', 'می\u200cخواهم'],
    ['a Devanagari conjunct', 'क्\u200dष'],
    ['Korean, Chinese, accents', '안녕 世界 déjà vu'],
    ['typographic quotes and dashes', '“so” — it’s'],
  ])('%s', (_, text) => expect(cleanText(text)).toBe(text))
})

test('every way to end a line becomes a newline', () => {
  expect(cleanText('a\r\nb\rc\u2028d\u2029e\u0085f')).toBe('a\nb\nc\nd\ne\nf')
})

test('cleaning twice changes nothing, whatever was said', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const clean = cleanText(text)
      expect(cleanText(clean)).toBe(clean)
      expect(clean.isWellFormed()).toBe(true)
      expect(clean).not.toMatch(/(?![\n\t])\p{Cc}|[\u200b\u202a-\u202e\u2066-\u2069\ufeff]/u)
    }),
  )
})
