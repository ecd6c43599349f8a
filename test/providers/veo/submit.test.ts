import { rm, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import veo from '../../../providers/veo.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import type { Answer } from '../../support/contract-server.ts'
import { providerInput, refused } from '../../support/provider-input.ts'
import { providerTools } from '../../support/provider-tools.ts'
import { openBench, providerOf, requestOf, target } from './bench.ts'
import { problem, VeoServer } from './server.ts'

/** An address where nobody listens any more. */
const closedOrigin = async (): Promise<string> => {
  const server = await VeoServer.start()
  await server.close()
  return server.origin
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

describe('the paid call', () => {
  test('carries what was asked for, and names the operation', async () => {
    const { server, provider } = await openBench()
    const words = { seed: 0, durationSeconds: 6, aspectRatio: '9:16', resolution: '1080p', negativePrompt: 'rain', generateAudio: false }
    const result = await provider.submit(requestOf(words), newAttempt())
    const [job] = server.jobs
    expect(result).toEqual({ kind: 'accepted', operation: { name: job?.name, model: target } })
    expect(job?.request).toEqual({ instances: [{ prompt: 'a paper boat' }], parameters: { ...words, sampleCount: 1 } })
  })

  test('asks for sound unless silence was asked for, and for none of a model that makes none', async () => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ seed: 4_294_967_295 }), newAttempt())
    await provider.submit(requestOf({}, { generateAudio: false, seed: false }), newAttempt())
    expect(server.jobs.map(({ request }) => request.parameters)).toEqual([
      { sampleCount: 1, seed: 4_294_967_295, generateAudio: true },
      { sampleCount: 1, generateAudio: false },
    ])
  })

  test('takes a first and a last frame along, in the ratio that is asked for', async () => {
    const { server, provider } = await openBench()
    const inputs = [providerInput('firstFrame', { width: 720, height: 1280 }), providerInput('lastFrame', { mediaType: 'image/jpeg' })]
    await provider.submit(requestOf({ mode: 'i2v', aspectRatio: '9:16' }, { inputs }), newAttempt())
    await provider.submit(requestOf({ mode: 'i2v', aspectRatio: '16:9' }, { inputs }), newAttempt())
    expect(server.jobs[0]?.request.instances[0]).toEqual({
      prompt: 'a paper boat',
      image: { bytesBase64Encoded: base64('firstFrame'), mimeType: 'image/png' },
      lastFrame: { bytesBase64Encoded: base64('lastFrame'), mimeType: 'image/jpeg' },
    })
    expect(server.jobs.map(({ request }) => request.parameters.aspectRatio)).toEqual(['9:16', '16:9'])
  })

  test('is for 4k by Veo’s own word', async () => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ durationSeconds: 8, resolution: '2160p' }), newAttempt())
    expect(server.jobs[0]?.request.parameters).toMatchObject({ resolution: '4k', durationSeconds: 8 })
  })

  test('takes reference images along, upright too', async () => {
    const { server, provider } = await openBench()
    const inputs = [providerInput('referenceImages'), providerInput('referenceImages')]
    await provider.submit(requestOf({ durationSeconds: 8, aspectRatio: '16:9' }, { inputs }), newAttempt())
    const reference = { image: { bytesBase64Encoded: base64('referenceImages'), mimeType: 'image/png' }, referenceType: 'asset' }
    expect(server.jobs[0]?.request.instances[0].referenceImages).toEqual([reference, reference])
  })

  test('passes on an input that the operator allowed, but none that is a word already', async () => {
    const { server, provider } = await openBench()
    await provider.submit(requestOf({ extras: { personGeneration: 'dont_allow' } }), newAttempt())
    expect(server.jobs[0]?.request.parameters.personGeneration).toBe('dont_allow')
    expect(refused(await provider.submit(requestOf({ extras: { sampleCount: 4 } }), newAttempt())).class).toBe('invalid_input')
    expect(server.count('create')).toBe(1)
  })

  test('costs one token an hour', async () => {
    const { server, provider } = await openBench()
    for (let clip = 0; clip < 3; clip++) await provider.submit(requestOf(), newAttempt())
    expect([server.count('token'), server.jobs.length]).toEqual([1, 3])
  })
})

describe('what does not go together is refused before anything is asked', () => {
  const first = providerInput('firstFrame')
  const reference = providerInput('referenceImages')
  test.each([
    ['a first frame and references', requestOf({ durationSeconds: 8 }, { inputs: [first, reference] })],
    ['references and four seconds', requestOf({ durationSeconds: 4 }, { inputs: [reference] })],
    ['more references than the row has', requestOf({ durationSeconds: 8 }, { inputs: [reference, reference, reference, reference] })],
    ['references of a row without', requestOf({ durationSeconds: 8 }, { inputs: [reference], referenceImages: 0 })],
    ['4k and six seconds', requestOf({ durationSeconds: 6, resolution: '2160p' })],
    ['4k and no length', requestOf({ resolution: '2160p' })],
    ['a size of others', requestOf({ resolution: '1440p' })],
    ['a mask', requestOf({}, { inputs: [first, providerInput('mask')] })],
    ['a last frame alone', requestOf({}, { inputs: [providerInput('lastFrame')] })],
    ['a WebP', requestOf({}, { inputs: [providerInput('firstFrame', { mediaType: 'image/webp' })] })],
    ['21 MB', requestOf({}, { inputs: [providerInput('firstFrame', { sizeBytes: 21 * 1024 * 1024 })] })],
    ['a video', requestOf({}, { inputs: [providerInput('video')] })],
    ['a target that is a path', requestOf({}, { target: '../../other:predict' })],
  ])('%s', async (_, request) => {
    const { server, provider } = await openBench()
    expect(refused(await provider.submit(request, newAttempt())).class).toBe('invalid_input')
    expect(server.heard).toEqual([])
  })

  test('a picture that cannot be read', async () => {
    const { server, provider } = await openBench()
    const inputs = [providerInput('firstFrame', { read: () => Promise.reject(new Error('the disk is gone')) })]
    expect(refused(await provider.submit(requestOf({}, { inputs }), newAttempt())).class).toBe('transient')
    expect(server.heard).toEqual([])
  })
})

paidCallContract('veo', {
  definition: veo,
  open: openBench,
  request: requestOf(),
  refusals: [
    [
      problem(400, 'INVALID_ARGUMENT', 'Unsupported resolution'),
      { class: 'invalid_input', detail: expect.stringContaining('Unsupported') },
    ],
    [problem(400, 'INVALID_ARGUMENT', 'The prompt might violate our policies. Support codes: 29310472'), { class: 'moderation' }],
    [problem(401, 'UNAUTHENTICATED', ''), { class: 'auth' }],
    [problem(403, 'PERMISSION_DENIED', 'aiplatform.endpoints.predict denied'), { class: 'auth' }],
    [
      problem(403, 'PERMISSION_DENIED', '', [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'BILLING_DISABLED' }]),
      { class: 'credits' },
    ],
    [problem(404, 'NOT_FOUND', 'Publisher model was not found'), { class: 'model_gone' }],
    [
      { ...problem(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'), headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [
      problem(429, 'RESOURCE_EXHAUSTED', '', [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '2.5s' }]),
      { class: 'rate_limited', retryAfterMs: 2_500 },
    ],
    [{ status: 413, body: '<html>' }, { class: 'invalid_input' }],
    [{ status: 418 }, { class: 'internal' }],
  ],
  unset: [{}],
})

describe('a token that cannot be had costs nothing and is no riddle', () => {
  test.each<[Answer, string]>([
    [{ status: 400, body: { error: 'invalid_grant', error_description: 'Invalid JWT' } }, 'auth'],
    [{ status: 401 }, 'auth'],
    [{ status: 200, body: {} }, 'auth'],
  ])('%o', async (answer, kind) => {
    const { server, provider } = await openBench()
    server.answers.token = answer
    expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe(kind)
    delete server.answers.token
    expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'accepted' })
  })

  test('nobody listens there', async () => {
    const { server, environment } = await openBench()
    const nowhere = await closedOrigin()
    const elsewhere: typeof fetch = (url, init) => fetch(String(url).replace(`${server.origin}/token`, nowhere), init)
    const provider = providerOf(environment(server.origin), { fetch: elsewhere })
    expect(refused(await provider.submit(requestOf(), newAttempt())).class).toBe('transient')
    expect(server.count('create')).toBe(0)
  })

  test.each([
    ['is not there', undefined],
    ['is no JSON', 'a key'],
    ['is of no kind that is known', '{"type":"other"}'],
  ])('the key file %s, and is mended while the bot runs', async (_, text) => {
    const { server, provider, keyFile } = await openBench()
    await (text === undefined ? rm(keyFile) : writeFile(keyFile, text))
    const error = refused(await provider.submit(requestOf(), newAttempt()))
    expect(error.class).toBe('auth')
    expect(error.message).toEqual(say('provider.keyRefused', { vendor: 'Google' }))
    if (text !== undefined) expect(error.detail).not.toContain(text)
    await writeFile(keyFile, JSON.stringify(server.key))
    expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'accepted' })
  })
})

test('a person’s own credentials do as well, and no token goes anywhere but to the base URL', async () => {
  const { server, keyFile, environment } = await openBench()
  await writeFile(keyFile, JSON.stringify({ type: 'authorized_user', client_id: 'id', client_secret: 'secret', refresh_token: 'refresh' }))
  const sent: [string, string | null][] = []
  const fetchIt: typeof fetch = async (url, init) => {
    sent.push([String(url), new Headers(init?.headers).get('authorization')])
    const isToken = String(url) === 'https://oauth2.googleapis.com/token'
    return Response.json(isToken ? { access_token: 'ya29.mine', expires_in: 3599 } : { name: 'operations/1' })
  }
  const provider = providerOf(environment(server.origin), { fetch: fetchIt })
  expect(await provider.submit(requestOf(), newAttempt())).toMatchObject({ kind: 'accepted' })
  expect(sent).toEqual([
    ['https://oauth2.googleapis.com/token', null],
    [expect.stringContaining(`${server.origin}/v1/projects/`), 'Bearer ya29.mine'],
  ])
})

describe('setting it up', () => {
  const create = (environment: Record<string, string>, fetcher: typeof fetch = fetch) =>
    veo.create(veo.settings.parse(environment), providerTools({ fetch: fetcher }))

  test('a project and a location are names and no paths', () => {
    expect(veo.settings.safeParse({ GOOGLE_CLOUD_PROJECT: 'a/../b' }).success).toBe(false)
    expect(veo.settings.safeParse({ GOOGLE_CLOUD_LOCATION: 'evil.example/' }).success).toBe(false)
  })

  test.each([
    [{}, 'https://us-central1-aiplatform.googleapis.com/v1/projects/mine/locations/us-central1/'],
    [{ GOOGLE_CLOUD_LOCATION: 'europe-west4' }, 'https://europe-west4-aiplatform.googleapis.com/v1/projects/mine/locations/europe-west4/'],
    [{ GOOGLE_CLOUD_LOCATION: 'global' }, 'https://aiplatform.googleapis.com/v1/projects/mine/locations/global/'],
  ])('a location has an address of its own: %o', async (place, address) => {
    const { server, keyFile } = await openBench()
    const asked: string[] = []
    const fetcher: typeof fetch = async (url, init) => {
      if (String(url).startsWith(server.origin)) return fetch(url, init)
      asked.push(String(url))
      return Response.json({ name: 'operations/1' })
    }
    const settings = { GOOGLE_CLOUD_PROJECT: 'mine', GOOGLE_APPLICATION_CREDENTIALS: keyFile, ...place }
    await create(settings, fetcher)?.submit(requestOf(), newAttempt())
    expect(asked).toEqual([`${address}publishers/google/models/${target}:predictLongRunning`])
  })
})
