import { describe, expect, test } from 'vitest'
import { aliases } from '../../../providers/replicate/aliases.ts'
import type { ProviderInput } from '../../../src/core/provider.ts'
import type { ResolvedRequest } from '../../../src/core/request.ts'
import { readInputSchema } from '../../../src/core/vendor/input-schema.ts'
import { mapBySchema } from '../../../src/core/vendor/map-by-schema.ts'
import { inWords } from '../../../src/core/words/in-words.ts'
import { textInput } from '../../support/provider-input.ts'
import { requestOf } from './bench.ts'
import { descriptions, openApiOf } from './models.ts'

const map = (target: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[] = []) => {
  const description = descriptions[target]
  const schema = description && readInputSchema(openApiOf(description))
  if (!schema) throw new Error(`no schema of ${target}`)
  return mapBySchema(requestOf(fields, { target, inputs }), schema, aliases)
}

const mapped = (target: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[] = []) => {
  const result = map(target, fields, inputs)
  if ('problem' in result) throw new Error(inWords(result.problem, 'en'))
  const files = Object.fromEntries(result.files.map(({ name, inputs: given }) => [name, given.map(({ role }) => role)]))
  return { values: result.values, files }
}

const problem = (target: string, fields: Partial<ResolvedRequest>, inputs: ProviderInput[] = []): string | null => {
  const result = map(target, fields, inputs)
  return 'problem' in result ? inWords(result.problem, 'en') : null
}

const wan = 'wan-video/wan-2.7-t2v'
const [first, last, video] = [textInput('firstFrame'), textInput('lastFrame'), textInput('video')]

describe('our words become the model’s own', () => {
  test.each<[string, Partial<ResolvedRequest>, object]>([
    [
      wan,
      { negativePrompt: 'blur', durationSeconds: 5, aspectRatio: '9:16', resolution: '720p' },
      { negative_prompt: 'blur', duration: 5, aspect_ratio: '9:16', resolution: '720p', seed: 42 },
    ],
    ['kwaivgi/kling-v3-video', { resolution: '1080p', generateAudio: false }, { mode: 'pro', generate_audio: false }],
    ['kwaivgi/kling-v3-video', { resolution: '720p', generateAudio: true }, { mode: 'standard', generate_audio: true }],
    ['google/veo-3.1', { durationSeconds: 6 }, { duration: 6, seed: 42 }],
    ['minimax/video-01-director', { camera: 'push in' }, { prompt: '[Push in] a paper boat' }],
    ['lightricks/ltx-2.3-fast', { durationSeconds: 8, fps: 25, camera: 'Dolly in' }, { duration: '8', fps: 25, camera_motion: 'dolly_in' }],
    [wan, { generateAudio: false }, { seed: 42 }],
    [wan, { seed: 0 }, { seed: 0 }],
  ])('%s: %o', (target, fields, values) => {
    expect(mapped(target, fields).values).toEqual({ prompt: 'a paper boat', ...values })
  })

  test.each<[string, ProviderInput[], object]>([
    ['wan-video/wan-2.7-i2v', [first, last], { first_frame: ['firstFrame'], last_frame: ['lastFrame'] }],
    ['kwaivgi/kling-v3-video', [first, last], { start_image: ['firstFrame'], end_image: ['lastFrame'] }],
    ['lightricks/ltx-2.3-fast', [first, last], { image: ['firstFrame'], last_frame_image: ['lastFrame'] }],
    [
      'google/veo-3.1',
      [textInput('referenceImages'), textInput('referenceImages')],
      { reference_images: ['referenceImages', 'referenceImages'] },
    ],
    ['wan-video/wan-2.7-videoedit', [video, textInput('referenceImages')], { video: ['video'], reference_image: ['referenceImages'] }],
    [wan, [textInput('audio')], { audio: ['audio'] }],
  ])('files of %s', (target, inputs, files) => {
    expect(mapped(target, {}, inputs).files).toEqual(files)
  })

  test('a video to edit is said to be one, unless the person says otherwise', () => {
    const omni = 'kwaivgi/kling-v3-omni-video'
    expect(mapped(omni, {}, [video])).toMatchObject({ values: { video_reference_type: 'base' }, files: { reference_video: ['video'] } })
    expect(mapped(omni, { extras: { video_reference_type: 'feature' } }, [video]).values).toMatchObject({ video_reference_type: 'feature' })
    expect(mapped(omni, {}, [first]).values).not.toHaveProperty('video_reference_type')
  })

  test('shots are the text of a list, beside a prompt of the same words', () => {
    const shots = [
      { prompt: 'a boat', seconds: 3 },
      { prompt: 'rain', seconds: 2 },
    ]
    expect(mapped('kwaivgi/kling-v3-video', { prompt: '', shots, durationSeconds: 5 }).values).toMatchObject({
      prompt: 'a boat. rain',
      duration: 5,
      multi_prompt: '[{"prompt":"a boat","duration":3},{"prompt":"rain","duration":2}]',
    })
    expect(problem(wan, { shots })).toBe('The model plain takes no shots. Leave it out or choose another model.')
  })

  test('inputs of the provider’s own go by their own names', () => {
    expect(mapped('kwaivgi/kling-v3-video', { extras: { mode: 'pro' } }).values).toMatchObject({ mode: 'pro' })
  })

  test.each<[string, string, string | undefined]>([
    ['the schema’s own list counts, whatever the row says', 'kwaivgi/kling-v3-video', '1:1'],
    ['a model without the input does without', 'lightricks/ltx-2.3-fast', undefined],
  ])('a ratio that nobody asked for: %s', (_, target, ratio) => {
    const description = descriptions[target]
    const schema = description && readInputSchema(openApiOf(description))
    const picture = textInput('firstFrame', 'x', { width: 800, height: 1000 })
    // The row knows 4:5 and the schema only 16:9, 9:16 and 1:1.
    const given = { ...requestOf({ mode: 'i2v', aspectRatio: '4:5' }, { target, inputs: [picture] }), ratioBySource: true }
    const result = schema && mapBySchema(given, schema, aliases)
    expect(result).toMatchObject({ values: { prompt: 'a paper boat' } })
    expect(result && 'values' in result ? result.values['aspect_ratio'] : 'none').toBe(ratio)
  })

  test('a seed beyond the model’s range becomes one within, always the same', () => {
    expect(mapped(wan, { seed: 4_294_967_295 }).values['seed']).toBe(2_147_483_647)
    expect(mapped(wan, { seed: 2_147_483_648 }).values['seed']).toBe(0)
  })
})

describe('what would change the clip is refused before anything is paid', () => {
  test.each<[string, Partial<ResolvedRequest>, ProviderInput[], RegExp]>([
    [wan, { durationSeconds: 16 }, [], /takes at most 15 as duration. This request has 16\.$/],
    [wan, { durationSeconds: 2.5 }, [], /takes a whole number as duration/],
    [wan, { aspectRatio: '21:9' }, [], /takes 16:9, 9:16, 1:1, 4:3 or 3:4 as aspect ratio. This request has 21:9\.$/],
    ['google/veo-3.1', { durationSeconds: 5 }, [], /takes 4, 6 or 8 as duration/],
    ['lightricks/ltx-2.3-fast', { camera: 'orbit' }, [], /as camera move. This request has orbit\.$/],
    ['kwaivgi/kling-v3-video', { resolution: '480p' }, [], /takes no resolution/],
    [wan, { generateAudio: true }, [], /takes no sound/],
    [wan, { strength: 0.5 }, [], /takes no strength/],
    [wan, { fps: 24 }, [], /takes no frame rate/],
    [wan, { camera: 'orbit' }, [], /takes no camera move/],
    [wan, {}, [first], /takes no first frame/],
    ['wan-video/wan-2.7-i2v', {}, [], /needs a first frame\./],
    ['wan-video/wan-2.7-videoedit', { prompt: '' }, [video], /needs a prompt\./],
    [
      'wan-video/wan-2.7-videoedit',
      {},
      [video, textInput('referenceImages'), textInput('referenceImages')],
      /takes at most 1 file as reference images/,
    ],
    ['google/veo-3.1', {}, Array.from({ length: 4 }, () => textInput('referenceImages')), /takes at most 3 files as reference images/],
    [wan, { extras: { steps: 30 } }, [], /has no input steps/],
    [wan, { durationSeconds: 5, extras: { duration: 15 } }, [], /input duration is set already/],
    ['kwaivgi/kling-v3-video', { extras: { mode: 'best' } }, [], /takes standard or pro as mode/],
    [wan, { prompt: 'boat '.repeat(1001) }, [], /takes at most 5000 characters as prompt. This request has 5005 characters\.$/],
  ])('%s: %o', (target, fields, inputs, says) => {
    expect(problem(target, fields, inputs)).toMatch(says)
  })
})

test.each([null, {}, { components: { schemas: {} } }, 'a page'])('a document without inputs is none: %o', (document) => {
  expect(readInputSchema(document)).toBeNull()
})
