import { expect, test } from 'vitest'
import { editDraft, editValues, editWithout } from '../../../src/core/remake/edit-draft.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { sampleModel } from '../../support/sample-model.ts'

const model = sampleModel({
  name: 'able',
  modes: ['t2v', 'i2v', 'v2v'],
  aspectRatios: ['16:9', '9:16'],
  duration: [4, 8],
  promptOptional: true,
})
const [old, other] = ['old', 'other'].map((name) => ({ url: `media:${name}`, name, mediaType: 'image/png' }))
const from = (draft: Partial<RequestDraft>): RequestDraft => ({ mode: 't2v', model: 'able', prompt: 'a boat', extras: {}, ...draft })
const picture = from({ mode: 'i2v', firstFrame: old, aspectRatio: '16:9', durationSeconds: 8 })
const none = new Set<string>()

test('another picture takes the place of the old one, whose shape goes with it', () => {
  const untouched = { aspect: '16:9', duration: 8 }
  const { draft } = editDraft(picture, { ...untouched, image: other }, none, [model])
  expect(draft).toMatchObject({ firstFrame: other, durationSeconds: 8, prompt: 'a boat' })
  expect(draft.aspectRatio).toBeUndefined()
  expect(editDraft(picture, { image: other, aspect: '9:16' }, none, [model]).draft.aspectRatio).toBe('9:16')
  expect(editDraft(picture, untouched, none, [model]).draft).toMatchObject({ firstFrame: old, aspectRatio: '16:9' })
})

test('another video brings its own length', () => {
  const before = from({ mode: 'v2v', video: old, aspectRatio: '16:9', durationSeconds: 8 })
  const { draft } = editDraft(before, { video: other }, none, [model])
  expect(draft).toMatchObject({ video: other })
  expect([draft.aspectRatio, draft.durationSeconds]).toEqual([undefined, undefined])
})

test('a file that the clip was not made from is refused, and its form does not ask for it', () => {
  expect(() => editDraft(from({}), { image: other }, none, [model])).toThrow('/i2v')
  expect(() => editDraft(picture, { video: other }, none, [model])).toThrow('/v2v')
  expect([editWithout(from({})), editWithout(picture)]).toEqual([
    ['add', 'image', 'video', 'strength'],
    ['add', 'video', 'strength'],
  ])
  expect(editWithout(from({ mode: 'v2v', video: old }))).toEqual(['add', 'image', 'shots'])
  expect(editValues(picture, model)).not.toHaveProperty('image')
})
