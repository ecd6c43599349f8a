import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText } from '../../../src/core/policy/decode-text.ts'
import { anyText } from '../../support/any-text.ts'

test.each([
  ['&#110;&#x75;&lt;', 'nu<'],
  ['&amp;#110;', 'n'],
  ['&amp;amp;#110;', 'n'],
  ['%6e%75', 'nu'],
  ['%256e', 'n'],
  ['%ec%95%8c', '알'],
  ['\\u006e\\x75\\u{1f600}', 'nu😀'],
  ['\\156\\165', 'nu'],
  ['U+006E', 'n'],
  ['%u006e', 'n'],
  ['%5Cu006e', 'n'],
  ['\u{e006e}\u{e0075}', 'nu'],
  ['100 % wool, AT&T, 5 < 6', '100 % wool, AT&T, 5 < 6'],
  ['C:\\users\\new', 'C:\\users\\new'],
])('%s is %s', (text, decoded) => expect(decodeText(text)).toBe(decoded))

test('any text is decoded or left', () => {
  fc.assert(fc.property(anyText, (text) => void decodeText(`%${text}&#${text};\\u${text}`)))
})

test('a text in code over code over code ends somewhere', () => {
  const deep = Array.from({ length: 20 }).reduce<string>((text) => text.replaceAll('%', '%25'), '%6e')
  expect(decodeText(deep).length).toBeLessThan(deep.length)
})
