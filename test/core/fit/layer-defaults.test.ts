import { expect, test } from 'vitest'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import { type Defaults, layerDefaults } from '../../../src/core/fit/layer-defaults.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import type { Template } from '../../../src/core/template.ts'
import { sampleModel } from '../../support/sample-model.ts'

const able = { duration: [4, 6, 8, 10], aspectRatios: ['1:1', '16:9', '9:16', '4:3', '21:9'], resolutions: ['480p', '720p', '1080p'] }
const named = (name: string) => sampleModel({ name, modes: ['t2v', 'i2v', 'v2v'], ...able })
const models = [
  named('any'),
  named('typed'),
  named('kept'),
  named('usual'),
  named('liked'),
  sampleModel({ name: 'bare' }),
  sampleModel({ name: 'gone', unavailable: { reason: 'retired' } }),
  sampleModel({ name: 'quick', grade: 'draft', ...able }),
  sampleModel({ name: 'picky', modes: ['t2v'], ...able, never: [{ durationSeconds: 10, resolution: '1080p' }] }),
]
const template: Template = {
  name: 'noir',
  mode: 't2v',
  prompt: '{prompt}, film grain',
  model: 'kept',
  durationSeconds: 6,
  aspectRatio: '4:3',
  extras: {},
  ownerId: 'ann',
  ownerName: 'Ann',
  savedAt: 0,
}
const channel = { model: 'usual', aspect: '9:16', duration: 8, resolution: '720p' }
const member = { model: 'liked', aspect: '21:9', duration: 10 }
const none: Defaults = { template: null, channel: {}, member: {} }
const boat: RequestDraft = { mode: 't2v', prompt: 'a boat' }
const file = { url: 'media:clips/a.mp4', name: 'a.mp4' }

type Won = [model: string, aspectRatio: string | undefined, durationSeconds: number | undefined, resolution: string | undefined]

const spoken = { ...boat, model: 'typed', aspectRatio: '16:9', durationSeconds: 4, resolution: '480p' }

test.each<[string, RequestDraft, Partial<Defaults>, Won]>([
  ['what is typed, before all', spoken, { template, channel, member }, ['typed', '16:9', 4, '480p']],
  ['then the template', boat, { template, channel, member }, ['kept', '4:3', 6, '720p']],
  ['then the channel', boat, { channel, member }, ['usual', '9:16', 8, '720p']],
  ['then the member', boat, { member }, ['liked', '21:9', 10, undefined]],
  ['and the best model, where nobody says one', boat, {}, ['any', undefined, undefined, undefined]],
  [
    'one setting by one, the other by another',
    { ...boat, durationSeconds: 4 },
    { channel: { aspect: '9:16' }, member },
    ['liked', '9:16', 4, undefined],
  ],
  ['no default that the model cannot take', { ...boat, model: 'bare' }, { channel, member }, ['bare', undefined, undefined, undefined]],
  [
    'the next one’s, where the first does not fit',
    boat,
    { channel: { model: 'usual', duration: 5 }, member },
    ['usual', '21:9', 10, undefined],
  ],
  ['no model that is gone', boat, { channel: { model: 'gone' }, member: { model: 'gone' } }, ['any', undefined, undefined, undefined]],
  ['the member’s model, where the channel’s is gone', boat, { channel: { model: 'gone' }, member }, ['liked', '21:9', 10, undefined]],
  ['a quick model, where a quick one is asked for', { ...boat, quick: true }, { channel, member }, ['quick', '9:16', 8, '720p']],
  ['no shape for a picture', { ...boat, mode: 'i2v', firstFrame: file }, { channel, member }, ['usual', undefined, 8, '720p']],
  [
    'no shape and no length for a video',
    { ...boat, mode: 'v2v', video: file },
    { channel, member },
    ['usual', undefined, undefined, '720p'],
  ],
  [
    'nothing that the model does not make together',
    { ...boat, model: 'picky', resolution: '1080p' },
    { member },
    ['picky', '21:9', undefined, '1080p'],
  ],
])('counts %s', (_, typed, defaults, won) => {
  const { draft, model } = layerDefaults(typed, { ...none, ...defaults }, models, chooseModel)
  expect([draft.model, draft.aspectRatio, draft.durationSeconds, draft.resolution]).toEqual(won)
  expect(model.name).toBe(draft.model)
})

test('a model is chosen once', () => {
  const asked: (string | undefined)[] = []
  layerDefaults(boat, { template, channel, member }, models, (draft, all) => {
    asked.push(draft.model)
    return chooseModel(draft, all)
  })
  expect(asked).toEqual(['kept'])
})

test('a name that nobody knows is refused by who knows the names', () => {
  expect(() => layerDefaults({ ...boat, model: 'kep' }, none, models, chooseModel)).toThrow(/There is no model kep\. Did you mean kept\?/)
})
