import { describe, expect, test } from 'vitest'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { refusal } from '../../support/refusal.ts'
import { sampleModel } from '../../support/sample-model.ts'

const prompt = 'a boat'
const image = { url: 'media:x', name: 'x.png' }

const models = [
  sampleModel({ name: 'sora-2', modes: ['t2v', 'i2v'], unavailable: { reason: 'retired on 2026-09-24.', successor: 'veo-3.1' } }),
  sampleModel({ name: 'i2v3d', modes: ['i2v'], unavailable: { reason: 'no API' } }),
  sampleModel({ name: 'wan-2.7-t2v', modes: ['t2v'] }),
  sampleModel({ name: 'veo-3.1', modes: ['t2v', 'i2v'] }),
]

describe('a named model is taken, however it is written', () => {
  const rows = [
    ...models,
    sampleModel({ name: 'gen4-turbo', title: 'Runway Gen-4 Turbo', aliases: ['gen-4'], modes: ['i2v'] }),
    sampleModel({
      name: 'gen-4.5',
      aliases: ['gen-4'],
      modes: ['t2v', 'i2v'],
      unavailable: { reason: say('member.noProvider', { provider: 'x' }) },
    }),
    sampleModel({ name: 'gen-4.5-own', aliases: ['gen 4.5', 'gen-4'], modes: ['t2v'] }),
    sampleModel({ name: 'off', modes: ['t2v'], unavailable: { reason: say('member.turnedOff') } }),
    sampleModel({ name: 'off-own', aliases: ['off'], modes: ['t2v'] }),
  ]
  test.each([
    ['Veo-3.1', 't2v', 'veo-3.1'],
    ['veo 3.1', 't2v', 'veo-3.1'],
    ['VEO3.1', 't2v', 'veo-3.1'],
    ['runway gen 4 turbo', 'i2v', 'gen4-turbo'],
    // Of a family the one that does the mode, and of one model the offer that is set up.
    ['Gen-4', 'i2v', 'gen4-turbo'],
    ['gen 4', 't2v', 'gen-4.5-own'],
    ['gen-4.5', 't2v', 'gen-4.5-own'],
  ] as const)('%s for %s is %s', (model, mode, name) => {
    expect(chooseModel({ mode, prompt, model, firstFrame: mode === 'i2v' ? image : undefined }, rows).name).toBe(name)
  })
  test('but not in place of one that moderators turned off', async () => {
    expect(await refusal(() => chooseModel({ mode: 't2v', prompt, model: 'off' }, rows))).toEqual([
      'model_unavailable',
      expect.stringMatching(/^off is not available: a moderator turned it off\. Use wan-2\.7-t2v instead\./),
    ])
  })
})

describe('without a name', () => {
  test('the first of its grade that can be had and offers the mode is taken', () => {
    expect(chooseModel({ mode: 't2v', prompt }, models).name).toBe('wan-2.7-t2v')
    expect(chooseModel({ mode: 'i2v', prompt, firstFrame: image }, models).name).toBe('veo-3.1')
  })

  const duration = { min: 1, max: 20, default: 5 }
  const graded = [
    sampleModel({ name: 'preview', grade: 'preview' }),
    sampleModel({ name: 'best', grade: 'premium', price: { usdPerClip: 0.1 } }),
    sampleModel({ name: 'dear', price: { usdPerClip: 2 } }),
    sampleModel({ name: 'fair', price: { usdPerClip: 1 } }),
    sampleModel({ name: 'long', price: { usdPerSecond: 1 }, duration }),
    sampleModel({ name: 'quick', grade: 'draft', draftOf: 'dear', price: { usdPerClip: 0.5 } }),
  ]
  test('a standard one comes before the dearest and the roughest, and the cheaper of two', () => {
    expect(chooseModel({ mode: 't2v', prompt }, graded).name).toBe('fair')
  })
  test('what is asked for decides before the price', () => {
    expect(chooseModel({ mode: 't2v', prompt, durationSeconds: 12 }, graded).name).toBe('long')
  })
  test('when nothing takes all of it, the one that lacks least says why', () => {
    expect(chooseModel({ mode: 't2v', prompt, durationSeconds: 99 }, graded).name).toBe('best')
    expect(chooseModel({ mode: 't2v', prompt, durationSeconds: 12, aspectRatio: '1:1' }, graded).name).toBe('long')
  })

  test('what a model would pass over counts before the grade and the price', () => {
    const able = sampleModel({ name: 'able', grade: 'premium', seed: true, negativePrompt: true, price: { usdPerClip: 5 } })
    const seeded = sampleModel({ name: 'seeded', seed: true, price: { usdPerClip: 1 } })
    const both = [sampleModel({ name: 'drawn', grade: 'preview', seed: true, negativePrompt: true }), seeded, able]
    expect(chooseModel({ mode: 't2v', prompt }, both).name).toBe('seeded')
    expect(chooseModel({ mode: 't2v', prompt, negativePrompt: 'text' }, both).name).toBe('able')
  })

  test.each([
    [0.5, 'seeded'],
    [0.49, 'seedless'],
  ])('one with seeds for a dollar is taken up to twice the price: beside a seedless one for %d it is %s', (usdPerClip, name) => {
    const pair = [
      sampleModel({ name: 'seedless', price: { usdPerClip } }),
      sampleModel({ name: 'seeded', seed: true, grade: 'draft', price: { usdPerClip: 1 } }),
    ]
    expect(chooseModel({ mode: 't2v', prompt }, pair).name).toBe(name)
  })

  test('a draft is made by the quick model of the family, or by any quick one', () => {
    expect(chooseModel({ mode: 't2v', prompt, quick: true, model: 'dear' }, graded).name).toBe('quick')
    expect(chooseModel({ mode: 't2v', prompt, quick: true, model: 'quick' }, graded).name).toBe('quick')
    expect(chooseModel({ mode: 't2v', prompt, quick: true }, graded).name).toBe('quick')
  })
  test('a family without a quick model says so', async () => {
    expect(await refusal(() => chooseModel({ mode: 't2v', prompt, quick: true, model: 'fair' }, graded))).toEqual([
      'model_unavailable',
      'fair has no quick version for t2v. Leave --draft out, or leave the model out to use any quick one.',
    ])
    expect(await refusal(() => chooseModel({ mode: 't2v', prompt, quick: true }, graded.slice(0, 4)))).toEqual([
      'model_unavailable',
      'No quick model here can make this t2v. Leave --draft out.',
    ])
  })
})

describe('a model that cannot be taken', () => {
  test.each([
    ['sora-2', 'model_unavailable', 'sora-2 is not available: retired on 2026-09-24. Use veo-3.1 instead.'],
    ['i2v3d', 'model_unavailable', 'i2v3d is not available: no API. Use wan-2.7-t2v instead.'],
    ['veo3.11', 'unknown_model', 'There is no model veo3.11. Did you mean veo-3.1?'],
    ['wan', 'unknown_model', 'There is no model wan. Did you mean wan-2.7-t2v?'],
    ['zzz', 'unknown_model', 'There is no model zzz. /models lists them.'],
  ])('%s', async (model, code, sentence) =>
    expect(await refusal(() => chooseModel({ mode: 't2v', prompt, model }, models))).toEqual([code, sentence]),
  )

  test('when no model offers the mode', async () => {
    expect(await refusal(() => chooseModel({ mode: 'v2v', prompt }, models))).toEqual([
      'model_unavailable',
      'No model here can make v2v at the moment. /models lists what there is.',
    ])
  })
})
