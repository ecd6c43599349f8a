import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MoodreelError } from '../../src/core/errors.ts'
import { formatOptions } from '../../src/core/format-options.ts'
import { imageToVideoOptions, textToVideoOptions } from '../../src/core/generation-options.ts'
import { readOptions } from '../../src/core/options.ts'
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
    expect(sentence).toMatch(/^prompt may have 4000 characters/)
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
})
