import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { OptionHints, OptionShape } from '../../../src/core/command.ts'
import { textToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import { refusalNow } from '../../support/refusal.ts'

const command = <Shape extends OptionShape>(name: string, options: Shape) => ({ name, options, examples: [`/${name} a boat`] })
const t2v = command('t2v', textToVideoOptions)

const fromText = (text: string) => readOptions(t2v, { input: { kind: 'text', text }, attachments: [] })
const fromValues = (values: Record<string, unknown>) => readOptions(t2v, { input: { kind: 'values', values }, attachments: [] })

describe('a typed line', () => {
  test.each<[string, string, object]>([
    [
      'flags after the prompt',
      'prompt words --seed 7 --duration 5 --ar 16:9 --model wan --no "blur"',
      { prompt: 'prompt words', seed: 7, duration: 5, aspect: '16:9', model: 'wan', no: 'blur' },
    ],
    ['flags anywhere among the words', '--seed 7 a red --takes 3 fox', { prompt: 'a red fox', seed: 7, takes: 3 }],
    ['a seed of nothing is a seed', 'a --seed 0', { prompt: 'a', seed: 0 }],
    ['minus nothing is nothing', 'a --seed -0', { prompt: 'a', seed: 0 }],
    ['an equals sign', 'a --seed=7 --no="two words"', { prompt: 'a', seed: 7, no: 'two words' }],
    ['flags in capitals', 'a --Seed 7 --RES 720P', { prompt: 'a', seed: 7, resolution: '720p' }],
    ['the dashes that phones type', 'a —seed 7 –takes 2', { prompt: 'a', seed: 7, takes: 2 }],
    ['a dash of prose is no flag', 'a cat — asleep', { prompt: 'a cat — asleep' }],
    ['a switch alone', 'a --audio', { prompt: 'a', audio: true }],
    ['a switch turned off', 'a --audio off boat', { prompt: 'a boat', audio: false }],
    ['a switch before words', 'a --audio boat', { prompt: 'a boat', audio: true }],
    ['curly quotes', 'a --no “blur text”', { prompt: 'a', no: 'blur text' }],
    ['single quotes', "a --no 'don't blur' b", { prompt: 'a b', no: "don't blur" }],
    ['curly single quotes', 'a --no ‘it’s blur’', { prompt: 'a', no: 'it’s blur' }],
    [
      'a list goes on after its commas',
      'a fox --no blur, text, "low quality" --seed 1',
      { prompt: 'a fox', no: 'blur, text, low quality', seed: 1 },
    ],
    ['a comma at the end of a list', 'a --no blur, --seed 1', { prompt: 'a', no: 'blur', seed: 1 }],
    ['a quote kept by a backslash', 'a --no "say \\"hi\\" \\\\ there"', { prompt: 'a', no: 'say "hi" \\ there' }],
    ['an apostrophe is no quote', "don't look --seed 7 it's fine", { prompt: "don't look it's fine", seed: 7 }],
    ['inches and decades are no quotes', `a 5" screen --seed 7 in the '90s`, { prompt: `a 5" screen in the '90s`, seed: 7 }],
    [
      'quoted words hold no flags and keep their quotes',
      'a sign "go --seed 5" here --seed 7',
      { prompt: 'a sign "go --seed 5" here', seed: 7 },
    ],
    ['a prompt that is one quoted whole loses its quotes', '"a red --fox" --seed 7', { prompt: 'a red --fox', seed: 7 }],
    ['a lone -- ends the flags', 'a --seed 7 -- b --takes 2', { prompt: 'a b --takes 2', seed: 7 }],
    ['two dashes and no letter are text', 'from --5 to ---', { prompt: 'from --5 to ---' }],
    ['inner blanks and newlines stay', '  a  b\n\n  c\td \n', { prompt: 'a  b\n\n  c\td' }],
    ['a flag leaves without tearing lines together', 'one --seed 7\ntwo', { prompt: 'one\ntwo', seed: 7 }],
    ['a flag on a line of its own', 'one\n--seed 7\ntwo', { prompt: 'one\ntwo', seed: 7 }],
    [
      'settings of the provider, several times',
      'a --set steps=30 --set style="oil paint"',
      { prompt: 'a', set: ['steps=30', 'style=oil paint'] },
    ],
    ['the prompt as a flag', '--prompt "a boat" --seed 7', { prompt: 'a boat', seed: 7 }],
    ['what cannot be seen is gone, in flags too', 'a\u200b --se\u202eed 7', { prompt: 'a', seed: 7 }],
    ['a prompt in another script', '비 오는 날 👨‍👩‍👧 --seed 7', { prompt: '비 오는 날 👨‍👩‍👧', seed: 7 }],
  ])('%s', (_, text, options) => expect(fromText(text)).toEqual(options))
})

describe('what cannot be meant is refused with one sentence', () => {
  test.each([
    ['a --seed 1.5', 'seed must be a whole number from 0 to 4294967295, or random. You gave 1.5.'],
    ['a --seed 4294967296', 'seed must be a whole number from 0 to 4294967295, or random. You gave 4294967296.'],
    ['a --seed -2', 'seed must be a whole number from 0 to 4294967295, or random. You gave -2.'],
    ['a --seed seven', 'seed must be a whole number from 0 to 4294967295, or random. You gave seven.'],
    ['a --seed 1e999', 'seed must be a whole number from 0 to 4294967295, or random. You gave Infinity.'],
    ['a --duration 900', 'duration must be a number from 0.1 to 600. You gave 900.'],
    ['a --takes 5', 'takes must be a whole number from 1 to 4. You gave 5.'],
    ['a --ar wide', 'aspect must be two numbers with a colon between them, such as 16:9. You gave wide.'],
    ['a --audio=maybe', 'audio must be on or off. You gave maybe.'],
    ['a --set steps', 'set must be the name of an input and its value, such as steps=30. You gave steps.'],
    ['a --set __proto__=1', 'set must be the name of an input and its value, such as steps=30. You gave __proto__=1.'],
    ['a --sed 7', '/t2v has no option --sed. Did you mean --seed?'],
    ['a --length 7', '/t2v has no option --length. Did you mean --duration?'],
    ['a --chaos 20', 'There is no --chaos here. Use --takes 4 for clips that differ.'],
    ['a --seed', '--seed needs a value, such as --seed 42.'],
    ['a --seed --takes 2', '--seed needs a value, such as --seed 42.'],
    ['a --seed=', '--seed needs a value, such as --seed 42.'],
    ['a --no ""', '--no needs a value, such as --no "blur, text".'],
    ['a --seed 1 --seed 1', 'seed is given twice. Give it once.'],
    ['a --ar 1:1 --aspect 1:1', 'aspect is given twice. Give it once.'],
    ['a --prompt b', 'prompt is given twice. Give it once.'],
    ['a --no "blur --seed 7', 'The quote after --no is not closed. Close it with " or leave it out.'],
    [`a --no ${'x'.repeat(2001)}`, 'no can have 2000 characters at most. Yours has 2001.'],
    ['x'.repeat(10_000), 'prompt can have 4000 characters at most. Yours has 10000.'],
    [`a --seed ${'9\u202e'.repeat(60)}x`, `seed must be a whole number from 0 to 4294967295, or random. You gave ${'9'.repeat(40)}….`],
  ])('%.40s', (text, sentence) => expect(refusalNow(() => fromText(text))).toEqual(['invalid_option', sentence]))

  test('an unknown flag that is like no other lists the known ones', () => {
    const [code, sentence] = refusalNow(() => fromText('he said --never'))
    expect(code).toBe('invalid_option')
    expect(sentence).toMatch(
      /^\/t2v has no option --never\. It has --prompt, --shots, --seed, .*\. Words after a lone -- are plain text\.$/,
    )
  })

  test('more values than an option may have', () => {
    const line = `a ${Array.from({ length: 21 }, (_, index) => `--set n${index}=1`).join(' ')}`
    expect(refusalNow(() => fromText(line))[1]).toBe('set can be given 20 times at most. You gave 21.')
  })

  test.each([
    ['', '/t2v needs a prompt. Example: /t2v a boat'],
    [' \u200b\n ', '/t2v needs a prompt. Example: /t2v a boat'],
    ['--seed 7', '/t2v needs a prompt. Example: /t2v a boat'],
  ])('a missing prompt: %j', (text, sentence) => expect(refusalNow(() => fromText(text))).toEqual(['missing_input', sentence]))

  test('words for a command that takes none', () => {
    const quota = command('quota', {})
    expect(refusalNow(() => readOptions(quota, { input: { kind: 'text', text: 'now' }, attachments: [] }))[1]).toBe(
      '/quota takes no words. You gave now.',
    )
    expect(refusalNow(() => readOptions(quota, { input: { kind: 'text', text: '--now' }, attachments: [] }))[1]).toBe(
      '/quota has no options, so --now is none. Words after a lone -- are plain text.',
    )
  })
})

describe('typed values', () => {
  test('are checked by the same schemas with the same sentences', () => {
    expect(fromValues({ prompt: ' a boat ', seed: 0, audio: false, duration: 2.5 })).toEqual({
      prompt: 'a boat',
      seed: 0,
      audio: false,
      duration: 2.5,
    })
    expect(refusalNow(() => fromValues({ prompt: 'a', seed: 1.5 }))).toEqual([
      'invalid_option',
      'seed must be a whole number from 0 to 4294967295, or random. You gave 1.5.',
    ])
    expect(refusalNow(() => fromValues({ prompt: 'x'.repeat(10_000) }))[1]).toBe(
      'prompt can have 4000 characters at most. Yours has 10000.',
    )
  })

  test('may be the words of a form', () => {
    expect(fromValues({ prompt: 'a', seed: '7', audio: 'on', set: 'steps=30 style="oil paint"' })).toEqual({
      prompt: 'a',
      seed: 7,
      audio: true,
      set: ['steps=30', 'style=oil paint'],
    })
  })

  test('that are empty count as not given', () => {
    expect(fromValues({ prompt: 'a', seed: '', no: '  ', model: null, fps: undefined })).toEqual({ prompt: 'a' })
    expect(refusalNow(() => fromValues({ prompt: ' ' }))[0]).toBe('missing_input')
  })

  test('hold flags where they hold words, and count before those', () => {
    expect(fromValues({ prompt: 'a sign "go --seed 5" --ar 9:16 --seed 7' })).toEqual({
      prompt: 'a sign "go --seed 5"',
      aspect: '9:16',
      seed: 7,
    })
    expect(fromValues({ prompt: 'a boat --seed 7 --no text, blur', seed: 9 })).toEqual({ prompt: 'a boat', seed: 9, no: 'text, blur' })
    expect(fromValues({ prompt: 'a boat --no "say --seed 5"', camera: 'push in --takes 2' })).toEqual({
      prompt: 'a boat',
      no: 'say --seed 5',
      camera: 'push in',
      takes: 2,
    })
    expect(fromValues({ prompt: 'a boat --no text', no: 'blur' })).toEqual({ prompt: 'a boat', no: 'blur' })
    expect(refusalNow(() => fromValues({ prompt: 'a boat --sed 7' }))[1]).toBe('/t2v has no option --sed. Did you mean --seed?')
  })

  test('of an unknown name are refused', () => {
    expect(refusalNow(() => fromValues({ prompt: 'a', sed: 1 }))[1]).toBe('/t2v has no option sed. Did you mean seed?')
    expect(refusalNow(() => fromValues({ constructor: 1 }))[1]).toBe('/t2v has no option constructor.')
  })

  test('of a numbered choice may be words', () => {
    const sized = command('sized', { seconds: z.literal([4, 6, 8]) })
    const read = (seconds: unknown) => readOptions(sized, { input: { kind: 'values', values: { seconds } }, attachments: [] })
    expect(read('6')).toEqual({ seconds: 6 })
    expect(refusalNow(() => read('5'))[1]).toBe('seconds must be one of 4, 6 or 8. You gave 5.')
  })
})

test('a command may have a switch that is on by itself', () => {
  const shown = command('shown', {
    loud: z.boolean().default(true),
    words: z
      .string()
      .meta({ positional: true } satisfies OptionHints)
      .optional(),
  })
  expect(readOptions(shown, { input: { kind: 'text', text: '' }, attachments: [] })).toEqual({ loud: true })
})
