import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newAttempt, pollUntil } from '../../contracts/provider-contract.ts'
import { begin, openBench, requestOf } from './bench.ts'

const { signal } = newAttempt()
const data = (text: string, type = 'video/mp4') => `data:${type};base64,${Buffer.from(text).toString('base64')}`
const text = async (stream: ReadableStream<Uint8Array> | undefined | null) => new Response(stream ?? null).text()

describe('what webhooks tell', () => {
  test.each([
    [['starting', 'succeeded']],
    [['succeeded', 'starting']],
    [['succeeded', 'processing', 'failed']],
    [['succeeded', 'succeeded']],
  ])('in any order, never takes an end back: %o', async (order) => {
    const bench = await openBench()
    const { provider, hear } = bench
    const { attempt, operation } = await begin(bench)
    for (const [index, status] of order.entries()) {
      const hint = await hear(attempt, { id: attempt.id, status, output: data(`clip ${index}`), error: null })
      // What goes on need not be asked about.
      expect(hint).toEqual(status === 'starting' || status === 'processing' ? { kind: 'moved', goesOn: true } : { kind: 'moved' })
    }
    expect(await provider.poll(operation, signal)).toEqual({ kind: 'succeeded', outputs: [{ url: `cog:${attempt.id}` }] })
    const first = order.indexOf('succeeded')
    expect(await text(await provider.open?.({ url: `cog:${attempt.id}` }, operation, signal))).toBe(`clip ${first}`)
  })

  test.each<[string, unknown, object]>([
    ['a failure', { status: 'failed', error: 'list index out of range' }, { kind: 'failed', error: { class: 'internal' } }],
    ['too little memory', { status: 'failed', error: 'CUDA out of memory.' }, { kind: 'failed', error: { class: 'resource' } }],
    ['a refusal', { status: 'failed', error: 'NSFW content detected' }, { kind: 'failed', error: { class: 'moderation' } }],
    ['no room', { status: 'failed', error: 'At capacity' }, { kind: 'failed', error: { class: 'rate_limited' } }],
    ['a cancellation', { status: 'canceled' }, { kind: 'canceled' }],
    ['an end without a clip', { status: 'succeeded', output: null }, { kind: 'failed', error: { class: 'internal' } }],
    ['words for an output', { status: 'succeeded', output: 'done' }, { kind: 'failed', error: { class: 'internal' } }],
    [
      'a link',
      { status: 'succeeded', output: 'https://x.example/a.mp4' },
      { kind: 'succeeded', outputs: [{ url: 'https://x.example/a.mp4' }] },
    ],
    ['its seed', { status: 'succeeded', output: data('x'), input: { seed: 7 } }, { kind: 'succeeded', seed: 7 }],
  ])('%s', async (_, body, status) => {
    const bench = await openBench()
    const { attempt, operation } = await begin(bench)
    await bench.hear(attempt, body)
    expect(await bench.provider.poll(operation, signal)).toMatchObject(status)
    expect(await bench.provider.poll(operation, signal)).toMatchObject(status)
  })

  test.each<[string, unknown, string]>([
    ['the last of a list', [data('one'), data('two')], 'two'],
    ['the film of an object', { video: data('film'), poster: data('picture', 'image/png') }, 'film'],
  ])('of several outputs counts %s', async (_, output, expected) => {
    const bench = await openBench()
    const { attempt, operation } = await begin(bench)
    await bench.hear(attempt, { status: 'succeeded', output })
    expect(await text(await bench.provider.open?.({ url: `cog:${attempt.id}` }, operation, signal))).toBe(expected)
  })

  test.each<[string, unknown, string?]>([
    ['no JSON', 'moved'],
    ['no prediction', { hello: 1 }],
    ['another attempt', { id: 'attempt2', status: 'succeeded', output: data('x') }],
    ['a file’s path in place of an attempt', { status: 'succeeded', output: data('x') }, '../../attempt1'],
  ])('and is ignored where it is about %s', async (_, body, id = 'attempt1') => {
    const { hear, folder } = await openBench()
    expect(await hear({ id }, body)).toMatchObject({ kind: 'ignored' })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a prediction whose webhook never came', () => {
  test('has expired when its predictor was idle for two minutes', async () => {
    const bench = await openBench()
    const { server, provider, pass } = bench
    const { operation } = await begin(bench, false)
    server.restart()
    expect(await provider.poll(operation, signal)).toEqual({ kind: 'running' })
    pass(119_000)
    expect(await provider.poll(operation, signal)).toEqual({ kind: 'running' })
    pass(1_000)
    expect(await provider.poll(operation, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })

  test('is waited for while the predictor is at work, however long', async () => {
    const bench = await openBench()
    const { operation } = await begin(bench)
    for (let look = 0; look < 5; look++) {
      bench.pass(10 * 60_000)
      expect(await bench.provider.poll(operation, signal)).toEqual({ kind: 'running' })
    }
  })

  test('has its two minutes anew when the predictor was at work in between', async () => {
    const bench = await openBench()
    const { server, provider, pass } = bench
    const { operation } = await begin(bench, false)
    for (const status of ['STARTING', 'BUSY', 'READY']) {
      server.answers.health = { status: 200, body: { status } }
      expect(await provider.poll(operation, signal)).toEqual({ kind: 'running' })
      pass(119_000)
    }
    expect(await provider.poll(operation, signal)).toEqual({ kind: 'running' })
  })

  test('has not expired when the webhook comes late but in time', async () => {
    const bench = await openBench()
    const { server, provider, hear, pass } = bench
    const { attempt, operation } = await begin(bench, false)
    server.restart()
    await provider.poll(operation, signal)
    pass(150_000)
    await hear(attempt, { status: 'succeeded', output: data('late') })
    expect(await provider.poll(operation, signal)).toMatchObject({ kind: 'succeeded' })
  })

  test.each([{ status: 502 }, { status: 200, body: '<html>' }, { status: 200, body: {} }])(
    'a health that is none is a fault: %o',
    async (answer) => {
      const bench = await openBench()
      const { operation } = await begin(bench)
      bench.server.answers.health = answer
      await expect(bench.provider.poll(operation, signal)).rejects.toThrow()
    },
  )
})

describe('a clip', () => {
  test('that was uploaded is fetched from an address that the operator named', async () => {
    const bench = await openBench()
    const { server, provider } = bench
    Object.assign(server, { clip: Buffer.from('uploaded'), result: `${server.url}/uploads/clip.mp4` })
    const result = await provider.submit(requestOf(), newAttempt())
    const operation = result.kind === 'accepted' ? result.operation : null
    const status = await pollUntil(provider, operation)
    expect(status).toMatchObject({ kind: 'succeeded', seed: 42 })
    const [output] = status.kind === 'succeeded' ? status.outputs : []
    expect(await text(output && (await provider.open?.(output, operation, signal)))).toBe('uploaded')
    server.answers.upload = { status: 404 }
    await expect(output && provider.open?.(output, operation, signal)).rejects.toMatchObject({ code: 'fetch_failed' })
  })

  test.each(['http://169.254.169.254/latest', 'file:///etc/passwd', 'cog:../../secret', 'nothing'])(
    'is not fetched from %s',
    async (url) => {
      const { provider } = await openBench()
      await expect(provider.open?.({ url }, null, signal)).rejects.toMatchObject({ code: 'fetch_refused' })
    },
  )

  test('is taken away an hour after it was opened, or after a week', async () => {
    const bench = await openBench()
    const { folder, provider, hear, now } = bench
    const age = async (name: string, ms: number) => utimes(join(folder, name), new Date(now() - ms), new Date(now() - ms))
    for (const id of ['opened', 'open', 'old', 'waiting']) await hear({ id }, { status: 'succeeded', output: data(id) })
    for (const id of ['opened', 'open']) await provider.open?.({ url: `cog:${id}` }, null, signal).then((stream) => text(stream))
    await age('opened.opened', 3_600_001)
    await age('open.opened', 3_599_000)
    for (const name of ['old.clip', 'old.ended']) await age(name, 7 * 24 * 3_600_000 + 1)
    for (const name of ['waiting.clip', 'waiting.ended', 'open.clip', 'open.ended']) await age(name, 6 * 24 * 3_600_000)
    await provider.submit(requestOf({ camera: 'orbit' }), newAttempt())
    expect((await readdir(folder)).toSorted()).toEqual(['open.clip', 'open.ended', 'open.opened', 'waiting.clip', 'waiting.ended'])
  })

  test('leaves nothing half-written behind', async () => {
    const bench = await openBench()
    const { attempt } = await begin(bench)
    await Promise.all([1, 2, 3].map((number) => bench.hear(attempt, { status: 'succeeded', output: data(`clip ${number}`) })))
    expect((await readdir(bench.folder)).toSorted()).toEqual(['clip', 'ended', 'started'].map((kind) => `${attempt.id}.${kind}`))
  })
})

test('a cancel that fails is a fault, and one of a clip that has ended is none', async () => {
  const bench = await openBench()
  const { server, provider } = bench
  const { operation } = await begin(bench)
  server.answers.cancel = { status: 500 }
  await expect(provider.cancel?.(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  server.answers.cancel = { status: 404 }
  await expect(provider.cancel?.(operation, signal)).resolves.toBeUndefined()
})

test.each([{ id: '../x', predictor: 'film' }, { id: 'abc', predictor: 'gone' }, null])(
  'an operation of somebody else is not asked about: %o',
  async (foreign) => {
    const { server, provider } = await openBench()
    await expect(provider.poll(foreign, signal)).rejects.toThrow()
    expect(server.heard).toEqual([])
  },
)
