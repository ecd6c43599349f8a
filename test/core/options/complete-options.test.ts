import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { type Command, defineCommand } from '../../../src/core/command.ts'
import { completeOptions, completeValue } from '../../../src/core/options/complete-options.ts'
import { describeOptions } from '../../../src/core/options/describe-options.ts'
import { imageToVideoOptions, textToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { idOption } from '../../../src/core/options/id-option.ts'
import { anyText } from '../../support/any-text.ts'
import { sampleModel } from '../../support/sample-model.ts'

const says = (name: string, options: Command['options']): Command =>
  defineCommand({ name, description: `About ${name}`, examples: [], options, execute: async () => undefined })

const commands = [
  says('t2v', textToVideoOptions),
  says('i2v', imageToVideoOptions),
  says('models', { mode: z.enum(['t2v', 'i2v']).optional() }),
]
const models = [
  sampleModel({ name: 'wide', title: 'Wide', modes: ['t2v'], aspectRatios: ['16:9', '21:9'], resolutions: ['720p'] }),
  sampleModel({
    name: 'tall',
    aliases: ['giraffe'],
    title: 'Tall',
    modes: ['t2v', 'i2v'],
    aspectRatios: ['9:16', '16:9'],
    resolutions: ['720p', '1080p'],
  }),
  sampleModel({ name: 'gone', title: 'Gone', unavailable: { reason: 'retired' } }),
]
const complete = (text: string) =>
  completeOptions(commands, models, text, { templates: ['noir', 'neon', 'zoo'], references: ['keeper', 'Kestrel', '등대'] })
const inserts = (text: string) => complete(text).map(({ insert }) => insert)

describe('commands', () => {
  test.each([
    ['/', ['/t2v ', '/i2v ', '/models ']],
    ['/T', ['/t2v ']],
    ['/x', []],
    ['', []],
    ['hello', []],
  ])('after %j', (text, expected) => expect(inserts(text)).toEqual(expected))

  test('say what they are for', () => expect(complete('/t')).toEqual([{ insert: '/t2v ', label: '/t2v', detail: 'About t2v' }]))
})

describe('commands beneath another', () => {
  const all = [...commands, says('mod', {}), { ...says('block', { reason: z.string().optional() }), under: 'mod' }]
  test.each([
    ['/', ['/t2v ', '/i2v ', '/models ', '/mod ']],
    ['/mo', ['/models ', '/mod ']],
    ['/bl', []],
    ['/mod ', ['block ']],
    ['/mod B', ['block ']],
    ['/mod x', []],
    ['/mod block --re', ['--reason ']],
    ['/block --re', ['--reason ']],
    ['/t2v ', []],
  ])('after %j', (text, expected) => expect(completeOptions(all, models, text).map(({ insert }) => insert)).toEqual(expected))
})

describe('flags', () => {
  test.each([
    ['/t2v a cat --se', ['--seed ', '--seconds ', '--set ']],
    ['/t2v a cat —mod', ['--model ']],
    ['/t2v a cat --ar', ['--ar ']],
    ['/t2v a --seed 7 --se', ['--seconds ', '--set ']],
    ['/t2v a --set a=1 --se', ['--seed ', '--seconds ', '--set ']],
    ['/t2v a "b" --se', ['--seed ', '--seconds ', '--set ']],
    ['/nosuch a --se', []],
    ['/t2v a -- --se', []],
    ['/t2v say "hi --se', []],
  ])('after %j', (text, expected) => expect(inserts(text)).toEqual(expected))

  test('are all offered after dashes, the used ones and the prompt left out', () => {
    const offered = inserts('/t2v a --ar 16:9 --')
    expect(offered).toContain('--seed ')
    expect(offered).not.toContain('--aspect ')
    expect(offered).not.toContain('--prompt ')
  })

  test('are not offered among the words', () => expect(inserts('/t2v a cat ')).toEqual([]))
})

describe('values', () => {
  test.each([
    ['/t2v a --model ', ['wide ', 'tall ']],
    ['/i2v a --model ', ['tall ']],
    ['/i2v a --template n', ['noir ', 'neon ']],
    ['/t2v a --with ke', ['keeper ', 'Kestrel ']],
    ['/t2v the old @k', ['@keeper ', '@Kestrel ']],
    ['the old @KE', ['@keeper ', '@Kestrel ']],
    ['/t2v "words (@등', ['(@등대 ']],
    ['/t2v a --no @kee', ['@keeper ']],
    ['/t2v to ann@k', []],
    ['/models @k', []],
    ['/t2v a --model=w', ['--model=wide ']],
    ['/t2v a --model Gir', ['tall ']],
    ['/t2v a --ar ', ['16:9 ', '21:9 ', '9:16 ']],
    ['/t2v a --model tall --ar ', ['9:16 ', '16:9 ']],
    ['/t2v a --model=wide --resolution ', ['720p ']],
    ['/t2v a --audio o', ['on ', 'off ']],
    ['/t2v a --seed ', []],
    ['/models --mode i', ['i2v ']],
  ])('after %j', (text, expected) => expect(inserts(text)).toEqual(expected))

  test('of one option, as Discord asks', () => {
    const model = describeOptions({ options: textToVideoOptions }).find(({ name }) => name === 'model')
    expect(model && completeValue('t2v', model, models, 'T')).toEqual([{ label: 'tall', detail: 'Tall' }])
  })
})

test('completing never fails, whatever was typed', () => {
  const piece = fc.constantFrom('/t2v', ' ', '--', '—', '"', '“', '=', 'seed', 'model', 'ar', '\n', '7')
  const typed = fc.oneof(
    anyText,
    fc.array(piece, { maxLength: 15 }).map((parts) => `/t2v ${parts.join('')}`),
  )
  fc.assert(
    fc.property(typed, (text) => {
      expect(complete(text).every(({ insert, label }) => insert.includes(label))).toBe(true)
    }),
  )
})

describe('the clip of a command', () => {
  const clips = ['2k7q0c2m9xwd', '3b1m4x8jz0qr', 'fox0c2m9xwd4'].map((id) => ({ id, prompt: 'about 2 and 3b', seed: 1, createdAt: 0 }))
  const ids = clips.map(({ id }) => id)
  const remove = says('delete', { id: idOption })
  const labels = (typed: string) => completeOptions([remove], [], `/delete ${typed}`, { clips }).map(({ label }) => label)

  test.each(['2', '3', '3b', '#3', '12', '1234'])('is none where a number says which is meant: %s', (typed) =>
    expect(labels(typed)).toEqual([]),
  )
  test.each([
    ['', ids],
    ['fox', []],
    ['2k7', []],
    ['2K7Q', ['2k7q0c2m9xwd']],
    ['fox0c2m9xwd4', ['fox0c2m9xwd4']],
    ['c2m9', []],
    ['ABOUT', ids],
  ])('is found by the first four letters of its id, or by its words: %j', (typed, expected) => expect(labels(typed)).toEqual(expected))
})
