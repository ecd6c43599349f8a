import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textToVideoOptions } from '../../../src/core/options/generation-options.ts'
import { readOptions } from '../../../src/core/options/read-options.ts'
import { readShots } from '../../../src/core/options/shots-option.ts'
import { ownPrompt, shotsText, writeShots } from '../../../src/core/shots.ts'
import { refusal } from '../../support/refusal.ts'

describe('shots are read as people write them', () => {
  test.each<[string, ReturnType<typeof readShots>]>([
    ['a boat | rain', [{ prompt: 'a boat' }, { prompt: 'rain' }]],
    ['a boat (3 s) | rain 2s | night', [{ prompt: 'a boat', seconds: 3 }, { prompt: 'rain', seconds: 2 }, { prompt: 'night' }]],
    [
      '3s: a boat | 2 sec: rain',
      [
        { prompt: 'a boat', seconds: 3 },
        { prompt: 'rain', seconds: 2 },
      ],
    ],
    [
      '배 (3초)｜비 2,5초',
      [
        { prompt: '배', seconds: 3 },
        { prompt: '비', seconds: 2.5 },
      ],
    ],
    ['1. a boat\n2. rain', [{ prompt: 'a boat' }, { prompt: 'rain' }]],
    ['2. act\nrain', [{ prompt: '2. act' }, { prompt: 'rain' }]],
    ['a boat | | rain\n', [{ prompt: 'a boat' }, { prompt: 'rain' }]],
    // No length: a number of something else, and words that are nothing but one.
    ['in the 1980s | take 5', [{ prompt: 'in the 1980s' }, { prompt: 'take 5' }]],
    ['3s | rain', [{ prompt: '3s' }, { prompt: 'rain' }]],
  ])('%j', (text, shots) => expect(readShots(text)).toEqual(shots))

  test('what is written is read back', () => {
    const words = fc.stringMatching(/^[a-z][a-z ,.]{0,20}[a-z]$/)
    const shot = fc.record({ prompt: words, seconds: fc.option(fc.integer({ min: 1, max: 15 }), { nil: undefined }) })
    fc.assert(
      fc.property(fc.array(shot, { minLength: 2, maxLength: 6 }), (shots) => {
        expect(readShots(writeShots(shots))).toEqual(shots.map(({ prompt, seconds }) => (seconds ? { prompt, seconds } : { prompt })))
      }),
      { numRuns: 200 },
    )
  })
})

const t2v = { name: 't2v', options: textToVideoOptions, examples: ['/t2v a boat'] }
const read = (text: string) => readOptions(t2v, { input: { kind: 'text', text }, attachments: [] })

test('in a line they go on to the next flag, and stand in the place of a prompt', () => {
  expect(read('--shots a boat, at dawn (3 s) | it rains --seed 7')).toEqual({ shots: 'a boat, at dawn (3 s) | it rains', seed: 7 })
  expect(read('noir --shots "a boat | rain"')).toEqual({ prompt: 'noir', shots: 'a boat | rain' })
})

test.each(['a boat', 'a | b | c | d | e | f | g'])('%j is no number of shots', async (text) =>
  expect(await refusal(() => read(`--shots "${text}"`))).toEqual([
    'invalid_option',
    `shots must be two to 6 shots with | between them. You gave ${text}.`,
  ]),
)

test('a prompt that only says what the shots say is nobody’s own', () => {
  const shots = [{ prompt: 'a boat.' }, { prompt: 'rain', seconds: 2 }]
  expect(shotsText(shots)).toBe('a boat. rain')
  expect([ownPrompt({ prompt: 'a boat. rain', shots }), ownPrompt({ prompt: 'noir', shots }), ownPrompt({ prompt: 'a boat' })]).toEqual([
    '',
    'noir',
    'a boat',
  ])
})
