import { expect, test } from 'vitest'
import type { Model } from '../../../src/core/model.ts'
import { clipActions } from '../../../src/core/remake/clip-buttons.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { admission } from '../../support/admission.ts'
import { sampleClip } from '../../support/sample-clip.ts'
import { sampleModel } from '../../support/sample-model.ts'

const clip = sampleClip('x')
const buttons = (models: Model[], fields: Partial<typeof clip> = {}): { row: string[]; more: string[] } => {
  const [generation] = admission().generations
  if (!generation) throw new Error('no generation')
  const { row, more } = clipActions(generation, { ...clip, ...fields }, models)
  expect([...row, ...more].every(({ argument }) => argument === generation.id)).toBe(true)
  return { row: row.map(({ label }) => inWords(label, 'en')), more: more.map(({ label }) => inWords(label, 'en')) }
}
const local = (fields: Parameters<typeof sampleModel>[0] = {}): Model => sampleModel({ name: 'local', ...fields })
const seldom = ['Recipe', 'Report', 'Delete']

test('what people do most stands in the row, the rest in the menu', () => {
  expect(buttons([local({ seed: true, nearbySeeds: true })])).toEqual({
    row: ['Reroll', 'Vary', 'Edit', 'Extend', '👍'],
    more: ['Same frame, new motion', 'Restyle', ...seldom],
  })
})

test('what no model can do at the moment is not offered', () => {
  const gone = sampleModel({ name: 'gone', modes: ['i2v', 'v2v'], unavailable: { reason: 'retired' } })
  expect(buttons([local({ modes: ['t2v'] }), gone])).toEqual({ row: ['Reroll', 'Edit', '👍'], more: seldom })
})

test('another model may go on from the clip', () => {
  const wan = sampleModel({ name: 'wan', modes: ['i2v'] })
  expect(buttons([local({ modes: ['t2v'] }), wan]).row).toEqual(['Reroll', 'Edit', 'Extend', '👍'])
})

test.each([{ seed: true }, { nearbySeeds: true }, {}])('where a near seed makes no similar clip there is nothing to vary: %o', (fields) => {
  expect(buttons([local(fields)]).row).not.toContain('Vary')
})

test('a still can be animated, but neither extended nor restyled', () => {
  expect(buttons([local()], { video: clip.poster })).toEqual({
    row: ['Animate', 'More like', 'Reroll', '👍'],
    more: ['Edit', 'Show', 'Save', ...seldom],
  })
})

test.each([
  [10, 'Reroll'],
  [11, 'Reroll · 11'],
])('what costs more than 10 credits says so: %i', (credits, label) => {
  expect(buttons([local({ price: { usdPerClip: credits / 100 } as Model['price'] })]).row[0]).toBe(label)
})

test('what makes it larger is offered where a model can, at the price of its first size; an upscale is not made once more', () => {
  const price = { usdPerClip: 0.4, cases: [{ when: { factor: 2 }, usdPerClip: 0.2 }] }
  const larger = sampleModel({ name: 'larger', modes: ['upscale-video'], factors: [2, 4], price })
  const models = [local({ modes: ['t2v'] }), larger]
  expect(buttons(models).more).toEqual(['Upscale · 20', ...seldom])
  expect(buttons(models, { video: clip.poster }).more).toEqual(['Edit', 'Show', 'Save', ...seldom])
  const [generation] = admission().generations
  if (!generation) throw new Error('no generation')
  const upscaled = { ...generation, request: { ...generation.request, mode: 'upscale-video' as const } }
  const { row, more } = clipActions(upscaled, clip, models)
  expect([...row, ...more].map(({ command }) => command)).toEqual(['vote', 'info', 'report', 'delete'])
})
