const toLetters = (text: string, write: (letter: string, at: number) => string): string =>
  [...text].map((letter, at) => (/\p{L}/u.test(letter) ? write(letter, at) : letter)).join('')

/** Puts something between any two letters of a word. */
const between = (text: string, sign: string): string => text.replace(/(?<=\p{L})(?=\p{L})/gu, sign)

/** The letter in the middle of the longest word. */
const middle = (text: string): number => {
  const longest = [...text.matchAll(/\p{L}+/gu)].reduce((one, other) => (other[0].length > one[0].length ? other : one))
  return longest.index + Math.floor(longest[0].length / 2)
}

const shift = (text: string, first: number): string =>
  toLetters(text.toLowerCase(), (letter) => (/[a-z]/.test(letter) ? String.fromCodePoint(first + letter.charCodeAt(0) - 97) : letter))

const swap = (text: string, pairs: Record<string, string>): string => toLetters(text.toLowerCase(), (letter) => pairs[letter] ?? letter)

const utf8 = (letter: string): string => [...Buffer.from(letter)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')

/** Ways to write a text so that a filter does not know it again and a person does, each with its name. All are for Latin letters. */
export const tricks: Readonly<Record<string, (text: string) => string>> = {
  'nothing at all': (text) => text,
  capitals: (text) => text.toUpperCase(),
  'alternating case': (text) => toLetters(text, (letter, at) => (at % 2 ? letter.toUpperCase() : letter)),
  'digits for letters': (text) => swap(text, { o: '0', i: '1', e: '3', a: '4', s: '5', t: '7' }),
  'signs for letters': (text) => swap(text, { a: '@', s: '$', i: '!', l: '|' }),
  'a full stop between letters': (text) => between(text, '.'),
  'a blank between letters': (text) => between(text, ' ').replace(/(?<=\p{L}) {2,}(?=\p{L})/gu, '   '),
  'blanks and wider gaps': (text) => between(text.replace(/ /g, '   '), ' '),
  hyphens: (text) => between(text, '-'),
  'one hyphen': (text) => `${text.slice(0, middle(text))}-${text.slice(middle(text))}`,
  'an emoji between letters': (text) => between(text, '🍑'),
  'a digit between letters': (text) => between(text, '1'),
  'zero-width spaces': (text) => between(text, '\u200b'),
  'word joiners': (text) => between(text, '\u2060'),
  'soft hyphens': (text) => between(text, '\u00ad'),
  'a letter three times': (text) => `${text.slice(0, middle(text))}${(text[middle(text)] ?? '').repeat(2)}${text.slice(middle(text))}`,
  'every letter twice': (text) => toLetters(text, (letter) => letter + letter),
  'a star for a letter': (text) => `${text.slice(0, middle(text))}*${text.slice(middle(text) + 1)}`,
  'marks over letters': (text) => toLetters(text, (letter) => `${letter}\u0308`),
  'marks in heaps': (text) => toLetters(text, (letter) => `${letter}\u0337\u0322\u031b\u034e`),
  diacritics: (text) => swap(text, { a: 'á', e: 'ë', i: 'ï', o: 'ø', u: 'ū', n: 'ñ', d: 'đ', c: 'ç', s: 'š' }),
  'full width': (text) => shift(text, 0xff41),
  'mathematical bold': (text) => shift(text, 0x1d41a),
  'mathematical sans-serif': (text) => shift(text, 0x1d5ba),
  circled: (text) => shift(text, 0x24d0),
  'negative squared': (text) => shift(text, 0x1f170),
  'Cyrillic letters': (text) => swap(text, { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', y: 'у', i: 'і', s: 'ѕ' }),
  'Greek letters': (text) => swap(text, { a: 'α', o: 'ο', i: 'ι', k: 'κ', p: 'ρ', t: 'τ', u: 'υ', v: 'ν' }),
  'Cherokee letters': (text) => swap(text.toLowerCase(), { a: 'Ꭺ', d: 'Ꭰ', e: 'Ꭼ', g: 'Ꮐ', h: 'Ꮋ', p: 'Ꮲ', r: 'Ꭱ', s: 'Ꮪ', t: 'Ꭲ' }),
  'small capitals': (text) =>
    swap(text, { a: 'ᴀ', b: 'ʙ', d: 'ᴅ', e: 'ᴇ', g: 'ɢ', h: 'ʜ', n: 'ɴ', o: 'ᴏ', p: 'ᴘ', r: 'ʀ', t: 'ᴛ', u: 'ᴜ' }),
  'a capital I for an l': (text) => text.replaceAll('l', 'I'),
  'an override': (text) => `\u202e${[...text].reverse().join('')}\u202c`,
  'an override of a part': (text) => {
    const at = middle(text)
    return `${text.slice(0, at)}\u202e${[...text.slice(at)].reverse().join('')}\u202c`
  },
  'isolates that change places': (text) => {
    const at = middle(text)
    return `\u2067${text.slice(at)}\u200f${text.slice(0, at)}\u2069`
  },
  backwards: (text) => [...text].reverse().join(''),
  'decimal entities': (text) => toLetters(text, (letter) => `&#${letter.codePointAt(0)};`),
  'hexadecimal entities': (text) => toLetters(text, (letter) => `&#x${letter.codePointAt(0)?.toString(16)};`),
  'entities of entities': (text) => toLetters(text, (letter) => `&amp;#${letter.codePointAt(0)};`),
  'percent-encoding': (text) => toLetters(text, utf8),
  'percent-encoding, twice': (text) => toLetters(text, utf8).replaceAll('%', '%25'),
  'escapes of a program': (text) => toLetters(text, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'short escapes of a program': (text) => toLetters(text, (letter) => `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`),
  'escapes in percent-encoding': (text) => toLetters(text, (letter) => `%5Cu${letter.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'octal escapes of a program': (text) => toLetters(text, (letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`),
  'numbers of characters': (text) => toLetters(text, (letter) => `U+${letter.charCodeAt(0).toString(16).padStart(4, '0')} `),
  'tags that nobody sees': (text) => [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join(''),
  'marks of HTML': (text) => text.replace(/\p{L}{2,}/gu, (word) => `${word[0]}<b>${word.slice(1)}</b>`),
  'marks of a forum': (text) => text.replace(/\p{L}{2,}/gu, (word) => `${word[0]}[i]${word.slice(1)}[/i]`),
  'a comment in the midst': (text) => `${text.slice(0, middle(text))}/**/${text.slice(middle(text))}`,
  'a line break in the midst': (text) => `${text.slice(0, middle(text))}\n${text.slice(middle(text))}`,
  'capitals for gaps': (text) => text.replace(/ (\p{L})/gu, (_, letter: string) => letter.toUpperCase()),
  'no gaps': (text) => text.replace(/^an? /, '').replaceAll(' ', ''),
  'uneven gaps': (text) => [...text.replaceAll(' ', '')].map((letter, at) => letter + ' '.repeat(1 + (at % 2))).join(''),
  'commas between letters, blanks between words': (text) => between(text, ', '),
  'letters struck out': (text) => toLetters(text, (letter) => `${letter}\u0336`),
}
