import { describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import type { Generation } from '../../../src/core/generation.ts'
import type { modelSchema } from '../../../src/core/model.ts'
import type { RequestDraft } from '../../../src/core/request.ts'
import { providerRequest } from '../../../src/studio/workflow/provider-request.ts'
import { sampleModel } from '../../support/sample-model.ts'

const image = { url: 'media:inputs/1.png', name: 'photo.png' }
const stored: Generation['inputs'][number] = {
  role: 'firstFrame',
  media: {
    kind: 'image',
    mediaType: 'image/png',
    width: 16,
    height: 9,
    durationSeconds: 0,
    sizeBytes: 1,
    fps: 0,
    rotation: 0,
    videoCodec: null,
    audioCodec: null,
    key: 'inputs/1.png',
    sha256: 'one',
  },
}

/** What the provider of a row gets of a draft. */
const given = (draft: Partial<RequestDraft>, row: Partial<z.input<typeof modelSchema>>) => {
  const model = sampleModel(row)
  const [request] = checkRequest({ mode: 't2v', prompt: 'a boat', ...draft }, model, [model]).requests
  if (!request) throw new Error('there is no request')
  const parts = { catalogue: { modelOf: () => model }, publicLinks: null, mediaStore: { read: async () => new ReadableStream() } }
  const inputs = request.firstFrame ? [stored] : []
  const made = providerRequest(parts, { generation: { request, inputs, model: model.name, createdAt: 0 } })
  return { request: made.request, roles: made.inputs.map(({ role, sha256 }) => [role, sha256]) }
}

describe('a loop', () => {
  const draft = { mode: 'i2v', firstFrame: image, loop: true } as const

  test('is a switch where the model has one', () => {
    expect(given(draft, { loop: ['i2v'], lastFrame: true })).toMatchObject({ request: { loop: true }, roles: [['firstFrame', 'one']] })
  })

  test('else is the first frame as the last one too, and no word that the provider would not know', () => {
    const { request, roles } = given(draft, { lastFrame: true })
    expect([request.loop, roles]).toEqual([
      undefined,
      [
        ['firstFrame', 'one'],
        ['lastFrame', 'one'],
      ],
    ])
  })
})

describe('speech', () => {
  const draft = { speech: 'Say "cheese".', voice: 'an old man' }

  test('is an input where the model has one', () => {
    expect(given(draft, { speech: { voices: [] } }).request).toMatchObject({ prompt: 'a boat', ...draft })
  })

  test('else stands in the prompt, in quotes that nothing in it closes', () => {
    const { request } = given(draft, { speech: { by: 'prompt', voices: [] } })
    expect(request).toMatchObject({ prompt: 'a boat\nan old man says: "Say ”cheese”."', speech: undefined, voice: undefined })
    expect(given({ speech: 'Hi' }, { speech: { by: 'prompt' } }).request.prompt).toBe('a boat\nA voice says: "Hi"')
  })
})

test('beside shots there is only the prompt that somebody gave', () => {
  const shots = [{ prompt: 'a boat' }, { prompt: 'rain' }]
  expect(given({ prompt: '', shots }, { shots: {} }).request).toMatchObject({ prompt: '', shots })
  expect(given({ prompt: 'noir', shots }, { shots: { beside: true } }).request).toMatchObject({ prompt: 'noir', shots })
})
