import { expect, test } from 'vitest'
import { applyPreferences } from '../../../src/core/fit/apply-preferences.ts'
import { chooseModel } from '../../../src/core/fit/choose-model.ts'
import type { Preferences } from '../../../src/core/members.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { sampleModel } from '../../support/sample-model.ts'

const models = [
  sampleModel({ name: 'plain', modes: ['t2v', 'i2v'] }),
  sampleModel({ name: 'wan', modes: ['t2v', 'i2v', 'v2v'], duration: [4, 6], aspectRatios: ['16:9', '9:16'] }),
  sampleModel({ name: 'gone', unavailable: { reason: 'retired' } }),
]
const draft: RequestDraft = { mode: 't2v', prompt: 'a boat' }
const file = { url: 'media:clips/a.mp4', name: 'a.mp4' }
const all: Preferences = { model: 'wan', aspect: '9:16', duration: 6 }

test.each<[string, RequestDraft, Preferences, Partial<RequestDraft>]>([
  ['are taken where nothing was said', draft, all, { model: 'wan', aspectRatio: '9:16', durationSeconds: 6 }],
  [
    'come after what was said',
    { ...draft, model: 'wan', aspectRatio: '16:9', durationSeconds: 4 },
    all,
    { model: 'wan', aspectRatio: '16:9', durationSeconds: 4 },
  ],
  ['leave out what the named model cannot take', { ...draft, model: 'plain' }, all, { model: 'plain' }],
  ['leave out what the chosen model cannot take', draft, { aspect: '9:16', duration: 6 }, {}],
  ['leave out a model that cannot be had', draft, { model: 'gone' }, {}],
  ['leave out a model where a quick one is asked for', { ...draft, quick: true }, { model: 'wan' }, {}],
  ['leave the shape of a picture', { ...draft, mode: 'i2v', firstFrame: file }, all, { model: 'wan', durationSeconds: 6 }],
  ['leave the shape and the length of a video', { ...draft, mode: 'v2v', video: file }, all, { model: 'wan' }],
])('preferences %s', (_, asked, preferences, expected) => {
  const { model, aspectRatio, durationSeconds } = applyPreferences(asked, preferences, models, chooseModel)
  expect({ model, aspectRatio, durationSeconds }).toEqual({
    model: undefined,
    aspectRatio: undefined,
    durationSeconds: undefined,
    ...expected,
  })
})
