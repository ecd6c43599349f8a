import { describe, expect, test } from 'vitest'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import { layerDefaults } from '../../../src/core/fit/layer-defaults.ts'
import { toDraft } from '../../../src/core/options/generation-options.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import type { Template } from '../../../src/core/template.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { sampleModel } from '../../support/sample-model.ts'

const duration = { min: 1, max: 10, default: 5 }
const film = sampleModel({ name: 'film', modes: ['t2v'], duration, aspectRatios: ['16:9', '9:16'], extras: ['grain'], camera: [] })
const motion = sampleModel({ name: 'motion', modes: ['i2v', 'v2v'], duration: [5], promptOptional: true, strength: true })
const models = [film, motion]

const noir: Template = {
  name: 'noir',
  mode: 't2v',
  model: 'film',
  prompt: 'rain on a street',
  negativePrompt: 'colour',
  durationSeconds: 8,
  aspectRatio: '9:16',
  camera: 'push in',
  strength: 0.5,
  extras: { grain: 3 },
  ownerId: 'ann',
  ownerName: 'Ann',
  savedAt: 0,
}
const image = { url: 'https://cdn.example/a.png', name: 'a.png' }
const fill = (draft: RequestDraft, template: Partial<Template> = {}) =>
  layerDefaults(draft, { template: { ...noir, ...template }, channel: {}, member: {} }, models, chooseModel)

describe('the words', () => {
  test.each([
    ['', 'rain', 'rain'],
    ['a fox', 'rain', 'a fox'],
    ['a fox', '{prompt}, rain, {prompt}', 'a fox, rain, a fox'],
    ['{prompt}, at night', 'rain', 'rain, at night'],
    ['costs $& and $1', '{prompt}!', 'costs $& and $1!'],
  ])('typed %j with the kept %j are %j', (typed, prompt, expected) =>
    expect(fill(toDraft('t2v', { prompt: typed }), { prompt }).draft.prompt).toBe(expected),
  )

  test('are asked for where the template has a place for them', () =>
    expect(() => fill(toDraft('t2v', {}), { prompt: '{prompt}, rain' })).toThrow('The template noir has a place for your words'))
})

test('what was not typed comes from the template', () => {
  const { draft, notes } = fill(toDraft('t2v', { duration: 3, set: ['other=1'] }), { seed: 0 })
  expect(draft).toMatchObject({
    model: 'film',
    prompt: 'rain on a street',
    negativePrompt: 'colour',
    durationSeconds: 3,
    aspectRatio: '9:16',
    camera: 'push in',
    seed: 0,
    extras: { grain: 3, other: 1 },
  })
  expect(notes).toEqual([])
})

test('a seed that was typed comes before the kept one', () => expect(fill(toDraft('t2v', { seed: 0 }), { seed: 7 }).draft.seed).toBe(0))

test('in another mode what fits is carried over, by a model that can', () => {
  const { draft, notes } = fill(toDraft('i2v', { image }))
  expect(draft).toMatchObject({ mode: 'i2v', model: 'motion', firstFrame: image, negativePrompt: 'colour', extras: {} })
  expect([draft.durationSeconds, draft.aspectRatio, draft.strength]).toEqual([undefined, undefined, undefined])
  expect(notes).toEqual([
    say('fit.templateModelCannot', { model: 'film', mode: 'i2v', other: 'motion' }),
    say('fit.templateSettingsLeft', { model: 'motion', settings: [say('fit.duration'), say('fit.cameraMove'), 'grain'] }),
  ])
})

test('a video keeps its own length and shape, unless the template is for videos', () => {
  const video = { url: 'https://cdn.example/a.mp4', name: 'a.mp4' }
  expect(fill(toDraft('v2v', { video }), { durationSeconds: 5 }).draft.durationSeconds).toBeUndefined()
  const own = fill(toDraft('v2v', { video }), { mode: 'v2v', model: 'motion', durationSeconds: 5 }).draft
  expect([own.durationSeconds, own.strength]).toEqual([5, 0.5])
})

test('a model that was named is the one, and takes what it can', () => {
  const { draft, notes } = fill({ ...toDraft('i2v', { image, model: 'MOTION' }) }, { camera: undefined, extras: {} })
  expect(draft.model).toBe('motion')
  expect(notes).toEqual([say('fit.templateSettingsLeft', { model: 'motion', settings: [say('fit.duration')] })])
})
