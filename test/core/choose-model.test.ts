import { describe, expect, test } from 'vitest'
import { chooseModel } from '../../src/core/choose-model.ts'
import { refusal } from '../support/refusal.ts'
import { sampleModel } from '../support/sample-model.ts'

const models = [
  sampleModel({ name: 'sora-2', modes: ['t2v', 'i2v'], unavailable: { reason: 'retired on 2026-09-24.', successor: 'veo-3.1' } }),
  sampleModel({ name: 'i2v3d', modes: ['i2v'], unavailable: { reason: 'no API' } }),
  sampleModel({ name: 'wan-2.7-t2v', modes: ['t2v'] }),
  sampleModel({ name: 'veo-3.1', modes: ['t2v', 'i2v'] }),
]

test('a named model is taken, however it is written', () => {
  expect(chooseModel({ mode: 't2v', model: 'Veo-3.1' }, models).name).toBe('veo-3.1')
})

test('without a name the first that can be had and offers the mode is taken', () => {
  expect(chooseModel({ mode: 't2v' }, models).name).toBe('wan-2.7-t2v')
  expect(chooseModel({ mode: 'i2v' }, models).name).toBe('veo-3.1')
})

describe('a model that cannot be taken', () => {
  test.each([
    ['sora-2', 'model_unavailable', 'sora-2 cannot be had: retired on 2026-09-24; use veo-3.1 instead.'],
    ['i2v3d', 'model_unavailable', 'i2v3d cannot be had: no API; /models lists what there is.'],
    ['veo3.1', 'unknown_model', 'There is no model veo3.1; did you mean veo-3.1?'],
    ['wan', 'unknown_model', 'There is no model wan; did you mean wan-2.7-t2v?'],
    ['zzz', 'unknown_model', 'There is no model zzz; /models lists what there is.'],
  ])('%s', async (model, code, sentence) =>
    expect(await refusal(() => chooseModel({ mode: 't2v', model }, models))).toEqual([code, sentence]),
  )

  test('when no model offers the mode', async () => {
    expect(await refusal(() => chooseModel({ mode: 'v2v' }, models))).toEqual([
      'model_unavailable',
      'No model here can do v2v at the moment; /models lists what there is.',
    ])
  })
})
