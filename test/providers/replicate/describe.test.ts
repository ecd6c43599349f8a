import { expect, test } from 'vitest'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { openBench } from './bench.ts'
import { descriptions, openApiOf } from './models.ts'

const { signal } = newAttempt()
const video = { default_example: { output: 'https://replicate.delivery/x/out.mp4' } }

/** The row of a model whose page says this. */
const describe = async (target: string, page: object = video) => {
  const { server, provider } = await openBench()
  const [owner, name] = target.split(/[/:]/)
  const description = descriptions[`${owner}/${name}`]
  if (description) server.answers.model = { status: 200, body: { owner, name, ...page, ...versionOf(target, openApiOf(description)) } }
  return provider.describe?.(target, signal)
}
const versionOf = (target: string, document: object) =>
  target.includes(':') ? { openapi_schema: document } : { latest_version: { openapi_schema: document } }

test('the row of a model that nobody listed says what its inputs say', async () => {
  expect(await describe('google/veo-3.1')).toMatchObject({
    name: 'google/veo-3.1',
    provider: 'replicate',
    target: 'google/veo-3.1',
    modes: ['t2v', 'i2v'],
    seed: true,
    duration: [4, 6, 8],
    lastFrame: true,
    referenceImages: 3,
    generateAudio: true,
    price: {},
    label: say('provider.unlisted'),
    extras: [],
  })
  expect(await describe('lightricks/ltx-2.3-fast')).toMatchObject({
    seed: false,
    duration: [6, 8, 10],
    fps: [24, 25, 48, 50],
    camera: ['none', 'dolly in', 'dolly out', 'jib up', 'static'],
  })
  expect(await describe('wan-video/wan-2.7-t2v')).toMatchObject({
    modes: ['t2v'],
    duration: { min: 2, max: 15, step: 1, default: 5 },
    resolutions: ['720p', '1080p'],
    promptMaxLength: 4000,
    audioInput: true,
  })
  expect(await describe('kwaivgi/kling-v3-video')).toMatchObject({ resolutions: ['720p', '1080p'], negativePrompt: true, extras: [] })
  expect(await describe('wan-video/wan-2.7-videoedit')).toMatchObject({ modes: ['v2v'], referenceImages: 1 })
  expect(await describe('wan-video/wan-2.7-i2v')).toMatchObject({ modes: ['i2v'], promptOptional: true })
})

test('a model that nobody listed is given what was asked for, and no default that nobody chose', async () => {
  const { server, provider } = await openBench()
  const properties = {
    prompt: { type: 'string' },
    seed: { type: 'integer' },
    fps: { type: 'integer', minimum: 8, maximum: 30 },
    duration: { type: 'integer', enum: [5, 10] },
    aspect_ratio: { type: 'string', enum: ['16:9', '9:16'] },
    resolution: { type: 'string', enum: ['480p', '720p'] },
  }
  server.answers.model = { status: 200, body: { owner: 'a', name: 'b', ...video, ...versionOf('a/b', openApiOf({ properties })) } }
  const row = await provider.describe?.('a/b', signal)
  if (!row) throw new Error('the model was not described')
  const inputOf = async (draft: object) => {
    const [request] = checkRequest({ mode: 't2v', prompt: 'a boat', seed: 7, ...draft }, row, [row]).requests
    if (!request) throw new Error('there is no request')
    server.answers.create = { status: 201, body: { id: 'p1' } }
    await provider.submit({ request, model: row, inputs: [] }, newAttempt())
    return server.bodies.at(-1)?.input
  }
  expect(await inputOf({})).toEqual({ prompt: 'a boat', seed: 7 })
  expect(await inputOf({ fps: 24, durationSeconds: 10 })).toEqual({ prompt: 'a boat', seed: 7, fps: 24, duration: 10 })
})

test.each([
  [{ type: 'string', enum: ['16:9', 'adaptive'], default: '16:9' }, 'nearest'],
  [{ type: 'string', enum: ['16:9', 'adaptive'], default: 'adaptive' }, 'kept'],
  [{ type: 'string', enum: ['16:9', '9:16'] }, 'nearest'],
])('a ratio %o of a model that nobody listed: a clip of a picture has its shape by %s', async (aspect_ratio, sourceShape) => {
  const { server, provider } = await openBench()
  const properties = { prompt: { type: 'string' }, image: { type: 'string' }, seed: { type: 'integer', maximum: 65_535 }, aspect_ratio }
  server.answers.model = { status: 200, body: { owner: 'a', name: 'b', ...video, ...versionOf('a/b', openApiOf({ properties })) } }
  expect(await provider.describe?.('a/b', signal)).toMatchObject({ sourceShape, seed: true, maxSeed: 65_535 })
})

test('the version stands in the target alone, and a name is in small letters', async () => {
  expect(await describe('wan-video/wan-2.7-t2v:abc')).toMatchObject({
    name: 'wan-video/wan-2.7-t2v',
    target: 'wan-video/wan-2.7-t2v:abc',
  })
})

test('what has no word of ours can be set as an extra', async () => {
  const { server, provider } = await openBench()
  const properties = {
    prompt: { type: 'string' },
    steps: { type: 'integer' },
    duration: { type: 'integer' },
    aspect_ratio: { type: 'string' },
  }
  server.answers.model = { status: 200, body: { owner: 'a', name: 'b', ...video, ...versionOf('a/b', openApiOf({ properties })) } }
  const row = await provider.describe?.('A/b', signal)
  expect(row).toMatchObject({ name: 'a/b', target: 'A/b', modes: ['t2v'], extras: ['steps', 'duration', 'aspect_ratio'] })
  if (!row) return
  const { requests } = checkRequest({ mode: 't2v', prompt: 'a boat', extras: { steps: 3 } }, row, [row])
  expect(requests).toHaveLength(1)
})

test.each<[string, object, boolean]>([
  ['a picture as example', { default_example: { output: ['https://x.example/a.webp'] } }, false],
  ['a sound as example', { default_example: { output: 'https://x.example/a.mp3?x' } }, false],
  ['no example, but words for a video', { description: 'Text to video', default_example: null }, true],
  ['no example and no such words', { description: 'Makes pictures' }, false],
])('whether it makes a video: %s', async (_, page, makes) => {
  expect((await describe('google/veo-3.1', page)) !== null).toBe(makes)
})

test('what is not there is none; what is not answered is a fault', async () => {
  expect(await describe('nobody/nothing')).toBeNull()
  expect(await describe('no-owner')).toBeNull()
  const { server, provider } = await openBench()
  server.answers.model = { status: 503 }
  await expect(provider.describe?.('google/veo-3.1', signal)).rejects.toMatchObject({ code: 'provider_failed' })
  server.answers.model = { status: 401 }
  await expect(provider.describe?.('google/veo-3.1', signal)).rejects.toMatchObject({ code: 'provider_failed' })
})
