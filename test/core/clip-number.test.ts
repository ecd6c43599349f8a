import { expect, test } from 'vitest'
import { readClipNumber, writeClipNumber } from '../../src/core/clip-number.ts'
import { clipNamePattern, readClipName } from '../../src/core/options/clip-name.ts'

test.each([
  ['3', { number: 3, letter: 0 }],
  ['3b', { number: 3, letter: 2 }],
  ['12z', { number: 12, letter: 26 }],
  ['7aa', { number: 7, letter: 27 }],
  ['7ba', { number: 7, letter: 53 }],
])('%s is read as it is written', (text, number) => {
  expect(writeClipNumber(number)).toBe(text)
  expect(readClipNumber(text)).toEqual(number)
  expect(readClipNumber(`#${text.toUpperCase()}`)).toEqual(number)
})

test.each(['', '0', '03', 'b3', '3abc', '3 b', '-1', '1234567', '３'])('%j is no number', (text) => {
  expect(readClipNumber(text)).toBeNull()
})

test.each([
  ['4K7Q0C2M9XWD', 'id'],
  ['3b', 'number'],
  ['Last', 'last'],
  ['https://discord.com/channels/1/2/3', 'link'],
  ['<https://acme.slack.com/archives/C1/p1700000000123456|the clip>', 'link'],
])('%s names a clip by its %s', (text, kind) => {
  expect(readClipName(text)?.kind).toBe(kind)
  expect(clipNamePattern.test(text.split('|')[0] ?? '')).toBe(true)
})

test.each(['that', 'is', 'my', 'face', '4k7q0c2m9xw', 'lastly', 'ftp://x'])('%s names none', (text) => {
  expect(readClipName(text)).toBeNull()
  expect(clipNamePattern.test(text)).toBe(false)
})
