import { decodeHTML } from 'entities'

/** How often a text may be written in code over code. */
const deepest = 4

const escapes = /\\u\{([0-9a-f]{1,6})\}|\\u([0-9a-f]{4})|\\x([0-9a-f]{2})|(?:u\+|%u)([0-9a-f]{4,6})/gi
const octals = /\\([0-3][0-7]{2})/g
const percents = /(?:%[0-9a-f]{2})+/gi

const character = (digits: string): string => {
  const point = Number.parseInt(digits, 16)
  return point <= 0x10ffff ? String.fromCodePoint(point) : ''
}

/** Bytes that are no UTF-8 become the sign for a broken letter. */
const fromPercents = (run: string): string =>
  new TextDecoder().decode(Uint8Array.from(run.slice(1).split('%'), (byte) => Number.parseInt(byte, 16)))

/** Letters that are written as invisible tags, which some models read. */
const fromTag = (tag: string): string => String.fromCodePoint((tag.codePointAt(0) ?? 0) - 0xe0000)

const decodeOnce = (text: string): string =>
  decodeHTML(text)
    .replace(/[\u{e0020}-\u{e007e}]/gu, fromTag)
    .replace(escapes, (_, ...groups: (string | undefined)[]) => character(groups.slice(0, 4).find((digits) => digits) ?? ''))
    .replace(octals, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)))
    .replace(percents, fromPercents)

/**
 * The text with HTML's entities, percent-encoding and the escapes of programs (`\u0061`, `\x61`, `\141`, `U+0061`) and tags that nobody sees, read as the
 * letters that they stand for, also where one is written in another. Never throws.
 */
export const decodeText = (text: string): string => {
  let decoded = text
  for (let depth = 0; depth < deepest && /[&%\\\u{e0020}-\u{e007e}]|u\+/iu.test(decoded); depth += 1) {
    const once = decodeOnce(decoded)
    if (once === decoded) break
    decoded = once
  }
  return decoded
}
