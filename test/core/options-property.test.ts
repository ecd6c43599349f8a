import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { formatField, formatOptions } from '../../src/core/options/format-options.ts'
import { imageToVideoOptions, textToVideoOptions } from '../../src/core/options/generation-options.ts'
import { meantLine } from '../../src/core/options/meant-line.ts'
import { readOptions } from '../../src/core/options/read-options.ts'
import { cleanText } from '../../src/core/text/clean-text.ts'
import { anyText } from '../support/any-text.ts'
import { refusalNow } from '../support/refusal.ts'

const t2v = { name: 't2v', options: textToVideoOptions, examples: [] }
const i2v = { name: 'i2v', options: imageToVideoOptions, examples: [] }

const image = { url: 'https://cdn.example/1.png', name: '1.png' }

const fromText = (text: string) => readOptions(t2v, { input: { kind: 'text', text }, attachments: [] })
const fromValues = (values: Record<string, unknown>) => readOptions(t2v, { input: { kind: 'values', values }, attachments: [] })

describe('whatever is said', () => {
  const pieces = fc.constantFrom(
    ...['--', '—', '"', '“', '”', "'", '=', ',', '\\', ' ', '\n', 'seed', 'no', 'audio', 'set', 'prompt', 'on', '7'],
  )
  const anything = fc.oneof(
    anyText,
    fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
  )
  const survives = (act: () => unknown): void => {
    try {
      act()
    } catch (error) {
      expect(error).toBeInstanceOf(MoodreelError)
      if (error instanceof MoodreelError) expect(error.userMessage).not.toMatch(/(?![\n\t])\p{Cc}|[\u200b\u202a-\u202e\u2066-\u2069]/u)
    }
  }

  test('a line is read or refused by a MoodreelError, and its sentence is clean', () => {
    fc.assert(
      fc.property(anything, (text) => survives(() => fromText(text))),
      { numRuns: 500 },
    )
  })

  test('values are read or refused by a MoodreelError', () => {
    const names = fc.constantFrom(...Object.keys(imageToVideoOptions), 'other')
    fc.assert(
      fc.property(fc.dictionary(names, fc.oneof(fc.anything(), anything)), (values) =>
        survives(() => readOptions(i2v, { input: { kind: 'values', values }, attachments: [image] })),
      ),
    )
  })

  test('a long line of quotes is read in a moment', () => {
    const [, sentence] = refusalNow(() => fromText(`${'" “ \' ‘ „ « '.repeat(20_000)}`))
    expect(sentence).toMatch(/^prompt can have 4000 characters/)
  })

  test.each(['a--seed', 'a—seed', '—a ', '--seed=', 'seed:', '(--', ', ', '1,', '`'])('a long line of %j is read in a moment', (piece) => {
    const text = `a --no ${piece.repeat(60_000 / piece.length)}`
    survives(() => fromText(text))
    survives(() => fromText(text.slice('a --no '.length)))
    survives(() => meantLine(text, [], []))
  })

  test('options printed as a line are read back the same', () => {
    const words = fc.oneof(fc.string(), anyText, anything).filter((text) => text.trim() !== '')
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
    const options = fc.record({
      prompt: words,
      seed: maybe(fc.integer({ min: 0, max: 4_294_967_295 })),
      duration: maybe(fc.double({ min: 0.1, max: 600, noNaN: true })),
      aspect: maybe(fc.constantFrom('16:9', '9:16')),
      no: maybe(words),
      camera: maybe(words),
      audio: maybe(fc.boolean()),
      set: maybe(
        fc.array(
          fc.tuple(fc.constantFrom('a', 'b.c', 'D-1'), words).map(([name, value]) => `${name}=${value}`),
          { minLength: 1, maxLength: 3 },
        ),
      ),
    })
    fc.assert(
      fc.property(options, (given) => {
        // Reading once makes them clean and trimmed, as every option that reaches a command is.
        let clean: ReturnType<typeof fromValues>
        try {
          clean = fromValues(given)
        } catch (error) {
          expect(error).toBeInstanceOf(MoodreelError)
          return
        }
        expect(fromText(formatOptions(t2v, clean))).toEqual(clean)
      }),
      { numRuns: 500 },
    )
  })

  test('words that are written into a field are read back the same, whatever they look like', () => {
    const words = fc.oneof(fc.string(), anyText, anything, fc.constantFrom('prompt: a', '/t2v a', '`a --seed 7`', 'seed:7', '"a" --ar 1:1'))
    fc.assert(
      fc.property(words, (text) => {
        const clean = cleanText(text).trim()
        if (clean === '' || clean.length > 3000) return
        expect(fromValues({ prompt: formatField(t2v, 'prompt', clean) })).toEqual({ prompt: clean })
      }),
      { numRuns: 500 },
    )
  })

  test('a line and a field for words say the same, but for the words that are missing', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const said = (read: () => unknown): unknown => {
          try {
            return read()
          } catch (error) {
            expect(error).toBeInstanceOf(MoodreelError)
            return error instanceof MoodreelError ? error.userMessage.replace(/needs a prompt.*/, 'needs a prompt') : error
          }
        }
        if (cleanText(text).trim() === '') return
        expect(said(() => fromValues({ prompt: text }))).toEqual(said(() => fromText(text)))
      }),
      { numRuns: 500 },
    )
  })

  test('however a value is written, it is the same', () => {
    const dash = fc.constantFrom('--', '—', '–', '－－', '-', '—-')
    const tie = fc.constantFrom(' ', '=', ': ', ' = ', '\u00a0', '\t', '\n')
    const behind = fc.constantFrom('', ',', '.', ' ', ', ')
    const seconds = fc.integer({ min: 1, max: 60 })
    const length = fc.constantFrom<(seconds: number) => string>(
      (n) => `${n}`,
      (n) => `${n}s`,
      (n) => `${n} s`,
      (n) => `${n} seconds`,
      (n) => `0:${n}`,
      (n) => `${n}초`,
      (n) => `"${n} seconds"`,
      (n) => String(n).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
    )
    fc.assert(
      fc.property(dash, tie, behind, seconds, length, fc.boolean(), (marks, sign, end, n, write, isFirst) => {
        const flag = `${marks}duration${sign}${write(n)}${end}`
        const text = isFirst ? `${flag}\na paper boat` : `a paper boat ${flag}`
        expect([text, fromText(text)]).toEqual([text, { prompt: 'a paper boat', duration: n }])
      }),
      { numRuns: 500 },
    )
  })

  test('a whole line means a command or is refused by a MoodreelError', () => {
    const begin = fc.constantFrom('', '/', '/t2v ', '/imagine ', 'quota ', 'help ', '/ ')
    fc.assert(fc.property(begin, anything, (start, text) => survives(() => meantLine(start + text, [], []))))
  })
})
