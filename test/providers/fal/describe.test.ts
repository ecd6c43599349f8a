import { describe, expect, test } from 'vitest'
import { checkRequest } from '../../../src/core/fit/check-request.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { accepted, newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { refused } from '../../support/provider-input.ts'
import { openBench, requestOf } from './bench.ts'
import { endpoints } from './endpoints.ts'
import { key } from './server.ts'

const { signal } = newAttempt()

/** A bench whose key is for fal's own queue, so that its list is asked for prices: this one, of each endpoint but the first. */
const openAtFal = async (unit_price: number, unit: string) => {
  const bench = await openBench({}, { FAL_KEY: key })
  bench.server.prices = ['another/one', ...Object.keys(endpoints)].map((endpoint_id, place) => ({
    endpoint_id,
    unit_price: place === 0 ? unit_price / 7 : unit_price,
    unit,
    currency: 'USD',
  }))
  return bench
}

const rowOf = async (name: string) => (await openAtFal(0.1, 'video')).provider.describe?.(name, signal)

test('the row of an endpoint that nobody listed says what its schema says', async () => {
  expect(await rowOf('fal:fal-ai/veo3.1')).toMatchObject({
    name: 'fal:fal-ai/veo3.1',
    title: 'fal-ai/veo3.1',
    provider: 'fal',
    target: 'fal-ai/veo3.1',
    modes: ['t2v'],
    label: say('provider.unlisted'),
    ownDefaults: true,
    seed: true,
    duration: [8, 4, 6],
    aspectRatios: ['16:9', '9:16'],
    resolutions: ['720p', '1080p', '2160p'],
    negativePrompt: true,
    generateAudio: true,
    price: { usdPerClip: 0.8 },
    extras: ['auto_fix', 'safety_tolerance'],
  })
  expect(await rowOf('fal:bytedance/seedance-2.0/image-to-video')).toMatchObject({
    modes: ['i2v'],
    seed: false,
    duration: [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    sourceShape: 'kept',
    lastFrame: true,
  })
  expect(await rowOf('fal:bytedance/seedance-2.0/reference-to-video')).toMatchObject({
    modes: ['t2v'],
    referenceImages: 9,
    referenceVideos: 3,
    referenceAudios: 3,
  })
  expect(await rowOf('fal:fal-ai/vidu/q3/image-to-video')).toMatchObject({
    modes: ['i2v'],
    duration: { min: 1, max: 16, step: 1, default: 5 },
    promptOptional: true,
    generateAudio: true,
  })
  expect(await rowOf('fal:fal-ai/flux-pro/v1/fill')).toMatchObject({ modes: ['i2i'], mask: 'needed' })
  expect(await rowOf('fal:fal-ai/nano-banana-2/edit')).toMatchObject({
    modes: ['t2i', 'i2i'],
    resolutions: ['1024p', '512p', '2048p', '4096p'],
  })
  expect(await rowOf('fal:fal-ai/seedvr/upscale/image')).toMatchObject({
    modes: ['upscale-still'],
    factors: [2, 3, 4, 5, 6, 7, 8],
    resolutions: ['1080p', '720p', '1440p', '2160p'],
  })
})

test('an endpoint that nobody listed is given what was asked for, and no default that nobody chose', async () => {
  const { server, provider } = await openBench()
  const row = await provider.describe?.('fal:fal-ai/pixverse/v6/text-to-video', signal)
  if (!row) throw new Error('the endpoint was not described')
  const inputOf = async (draft: object) => {
    const [request] = checkRequest({ mode: 't2v', prompt: 'a boat', seed: 7, ...draft }, row, [row]).requests
    if (!request) throw new Error('there is no request')
    accepted(await provider.submit({ request, model: row, inputs: [] }, newAttempt()))
    return server.requests.at(-1)?.input
  }
  expect(await inputOf({})).toEqual({ prompt: 'a boat', seed: 7 })
  expect(await inputOf({ durationSeconds: 10, extras: { style: 'clay' } })).toEqual({
    prompt: 'a boat',
    seed: 7,
    duration: 10,
    style: 'clay',
  })
  // Nobody but fal.ai was asked what it takes, and once.
  expect(server.count('schema')).toBe(1)
})

test.each([
  'fal-ai/veo3.1',
  'google/veo-3.1',
  'fal:',
  'fal:veo3.1',
  'fal:../x',
  'fal:fal-ai/../x',
  'fal:fal-ai/x?y=1',
  'fal:fal-ai/%2e%2e',
])('%s is no endpoint that is asked for', async (name) => {
  const { server, provider } = await openBench()
  expect(await provider.describe?.(name, signal)).toBeNull()
  expect(server.heard).toEqual([])
})

const described = (properties: object, made: object): Answer => ({
  status: 200,
  body: { components: { schemas: { ThatInput: { properties }, ThatOutput: { properties: made } } } },
})

test.each<[string, Answer]>([
  ['is not there', { status: 404 }],
  ['says nothing of its inputs', { status: 200, body: { components: { schemas: {} } } }],
  ['makes sounds', described({ prompt: { type: 'string' } }, { audio: {} })],
  ['takes nothing of ours', described({ mesh_url: { type: 'string' } }, { video: {} })],
])('an endpoint that %s is none', async (_, answer) => {
  const { server, provider } = await openBench()
  server.answers.schema = answer
  expect(await provider.describe?.('fal:some/endpoint', signal)).toBeNull()
})

test('what cannot be learnt now is a fault, unless it was learnt before', async () => {
  let now = Date.now()
  const { server, provider } = await openBench({ now: () => now })
  server.answers.schema = { status: 503 }
  await expect(provider.describe?.('fal:fal-ai/veo3.1', signal)).rejects.toMatchObject({ code: 'provider_failed' })
  delete server.answers.schema
  // It is left alone for a minute.
  await expect(provider.describe?.('fal:fal-ai/veo3.1', signal)).rejects.toMatchObject({ code: 'provider_failed' })
  now += 61_000
  expect(await provider.describe?.('fal:fal-ai/veo3.1', signal)).toMatchObject({ modes: ['t2v'] })
  now += 61 * 60_000
  server.cut.schema = 'before'
  expect(await provider.describe?.('fal:fal-ai/veo3.1', signal)).toMatchObject({ modes: ['t2v'] })
  expect(server.count('schema')).toBe(3)
})

describe('its price', () => {
  test.each([
    ['fal-ai/veo3.1', 'second', { usdPerSecond: 0.8 }],
    ['bytedance/seedance-2.0/text-to-video', 'units', {}],
    ['bytedance/seedance-2.0/text-to-video', '1m tokens', {}],
    ['fal-ai/flux-pro/v1/fill', 'image', { usdPerClip: 0.1 }],
    // It would be billed by seconds, and nobody knows how many.
    ['fal-ai/seedvr/upscale/video', 'second', {}],
  ])('of %s for each %s is the list price, with the most that size and sound may add', async (endpoint, unit, price) => {
    const { provider } = await openAtFal(0.1, unit)
    const row = await provider.describe?.(`fal:${endpoint}`, signal)
    const { usdPerSecond, usdPerClip } = row?.price ?? {}
    expect({ ...(usdPerSecond && { usdPerSecond }), ...(usdPerClip && { usdPerClip }) }).toEqual(price)
  })

  test.each<Answer>([{ status: 401 }, { status: 500 }, { status: 200, body: {} }, { status: 302, headers: { location: '/x' } }])(
    'is not known where the list is answered %o',
    async (answer) => {
      const { server, provider } = await openAtFal(0.1, 'second')
      server.answers.price = answer
      const row = await provider.describe?.('fal:fal-ai/veo3.1', signal)
      expect(row).toMatchObject({ modes: ['t2v'], duration: [8, 4, 6], price: { cases: [] } })
      expect(row?.price).not.toHaveProperty('usdPerSecond')
      // One price is held for whatever is asked, so that nothing larger may be.
      expect(row?.resolutions).toBeUndefined()
    },
  )

  test('is not asked for with a key that may be another queue’s', async () => {
    const { server, provider } = await openBench()
    await provider.describe?.('fal:fal-ai/veo3.1', signal)
    expect(server.count('price')).toBe(0)
  })
})

describe('a document that means harm does none', () => {
  const prompt = { type: 'string' }
  const deep = `${'{"anyOf":['.repeat(20_000)}{"type":"integer"}${']}'.repeat(20_000)}`
  const wide = { allOf: Array.from({ length: 20 }, () => ({ $ref: '#/components/schemas/Wide' })) }
  const circle = { $ref: '#/components/schemas/Circle' }
  const document = (properties: object, more: object = {}) => ({
    components: { schemas: { ThatInput: { properties }, ThatOutput: { properties: { video: {} } }, ...more } },
  })
  test.each<[string, unknown]>([
    ['that refers to itself', document({ prompt, seed: circle }, { Circle: { allOf: [circle], anyOf: [circle, circle] } })],
    ['that refers to itself many times', document({ prompt, seed: wide }, { Wide: wide })],
    ['that is deep', JSON.stringify(document({ prompt, seed: 'deep' })).replace('"deep"', deep)],
    ['with very many inputs', document({ prompt, ...Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`in${at}`, prompt])) })],
    [
      'with names that mean something here',
      JSON.parse(
        '{"components":{"schemas":{"ThatInput":{"properties":{"prompt":{"type":"string"},"__proto__":{"type":"string"},"constructor":{}}},"ThatOutput":{"properties":{"video":{}}}}}}',
      ),
    ],
    [
      'of wrong types',
      document({
        prompt: { type: 'string', maxLength: -1 },
        seed: { type: 7, minimum: 'a', maximum: Number.NaN, enum: 'x', anyOf: 3 },
        duration: { enum: [null, {}, -5, 1e9], default: {} },
        aspect_ratio: { enum: ['0:0', '16:9', '9:0'] },
        resolution: null,
        fps: { type: 'integer', minimum: 9, maximum: 3 },
        required: 5,
      }),
    ],
  ])('%s', async (_, body) => {
    const { server, provider } = await openBench()
    server.answers.schema = { status: 200, body }
    const row = await provider.describe?.('fal:some/endpoint', signal)
    expect(row).toMatchObject({ modes: ['t2v'], title: 'some/endpoint' })
    expect(row?.extras.length).toBeLessThanOrEqual(300)
    expect(row?.aspectRatios ?? ['16:9']).toEqual(['16:9'])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
  })

  test.each<[string, Answer]>([
    ['is huge', { status: 200, body: `{"components":"${'x'.repeat(3_000_000)}"}` }],
    ['is none', { status: 200, body: '[[[[' }],
  ])('one that %s describes nothing', async (_, answer) => {
    const { server, provider } = await openBench()
    server.answers.schema = answer
    expect(await provider.describe?.('fal:some/endpoint', signal)).toBeNull()
  })

  test('one that leads to a private address is not followed', async () => {
    const [{ server, provider }, { server: elsewhere }] = [await openBench(), await openBench()]
    server.answers.schema = {
      status: 302,
      headers: { location: `${elsewhere.url}/api/openapi/queue/openapi.json?endpoint_id=fal-ai/veo3.1` },
    }
    await expect(provider.describe?.('fal:fal-ai/veo3.1', signal)).rejects.toMatchObject({ code: 'fetch_refused' })
    expect(elsewhere.heard).toEqual([])
  })

  test('a request is checked by it all the same, and nothing is paid', async () => {
    const { server, provider } = await openBench()
    server.answers.schema = { status: 200, body: document({ words: prompt }) }
    const row = { modes: ['t2v' as const], target: 'some/endpoint' }
    expect(refused(await provider.submit(requestOf({}, row), newAttempt())).class).toBe('invalid_input')
    expect(server.creates).toBe(0)
  })
})
