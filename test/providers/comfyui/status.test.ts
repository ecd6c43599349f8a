import { describe, expect, test, vi } from 'vitest'
import type { Json } from '../../../src/core/json.ts'
import type { Provider } from '../../../src/core/provider.ts'
import { accepted, newAttempt, pollUntil } from '../../contracts/provider-contract.ts'
import { patient } from '../../support/patient.ts'
import { openBench, providerOf, requestOf } from './bench.ts'
import type { ComfyServer } from './server.ts'

const { signal } = newAttempt()
const id = '0b9c8f6e-1111-8222-9333-444455556666'
const operation = { id, workflow: 'wan-2.2-t2v' }

/** The status of a job that has ended like this. */
const statusOf = async (entry: object, of: Json = operation) => {
  const { server, provider } = await openBench()
  server.history[id] = {
    prompt: [0, id, {}, {}, []],
    outputs: {},
    status: { status_str: 'success', completed: true, messages: [] },
    ...entry,
  }
  return provider.poll(of, signal)
}

const submit = async (provider: Provider, prompt?: string): Promise<Json> =>
  accepted(await provider.submit(requestOf(prompt === undefined ? {} : { prompt }), newAttempt()))

describe('where a job is', () => {
  test('its place in the queue is by number, not as it is listed', async () => {
    const { provider } = await openBench()
    await submit(provider, 'an endless road')
    const waiting = [await submit(provider), await submit(provider), await submit(provider)]
    for (const [index, one] of waiting.entries()) {
      expect(await provider.poll(one, signal)).toEqual({ kind: 'queued', position: index + 1 })
    }
  })

  test('one that ComfyUI lost with a restart has failed', async () => {
    const { server, provider } = await openBench()
    const lost = await submit(provider)
    server.forget()
    expect(await provider.poll(lost, signal)).toMatchObject({ kind: 'failed', error: { class: 'expired' } })
  })
})

describe('a job that has ended as a status', () => {
  const clip = { filename: 'a b_00001_.mp4', subfolder: 'moodreel', type: 'output' }
  const url = 'comfyui:view?filename=a+b_00001_.mp4&subfolder=moodreel&type=output'
  const failed = (data: object) => ({
    status: { status_str: 'error', completed: false, messages: [['execution_error', { prompt_id: id, ...data }]] },
  })

  test.each<[object, object]>([
    [{ outputs: { '61': { images: [clip], animated: [true] } } }, { kind: 'succeeded', outputs: [{ url }] }],
    // Other nodes list theirs elsewhere, and what is no video is no clip.
    [{ outputs: { '9': { gifs: [{ ...clip, format: 'video/h264-mp4' }] } } }, { kind: 'succeeded', outputs: [{ url }] }],
    [
      { outputs: { '61': { images: [{ ...clip, filename: 'x.png' }, { ...clip, type: 'temp' }, clip], text: ['done'] } } },
      { kind: 'succeeded' },
    ],
    [{ outputs: { '9': { images: [{ ...clip, filename: 'other.mp4' }] }, '61': { images: [clip] } } }, { outputs: [{ url }] }],
    [
      { outputs: { '61': { images: [clip] } }, status: null },
      { kind: 'succeeded', outputs: [{ url }] },
    ],
    [{ outputs: { '61': { images: [{ ...clip, filename: 'x.png' }] } } }, { kind: 'failed', error: { class: 'internal' } }],
    [{}, { kind: 'failed', error: { class: 'internal' } }],
    [{ status: { status_str: 'error', completed: false, messages: [['execution_interrupted', {}]] } }, { kind: 'canceled' }],
    [failed({ exception_type: 'torch.OutOfMemoryError', exception_message: 'Allocation on device' }), { error: { class: 'resource' } }],
    [failed({ exception_type: 'torch.cuda.OutOfMemoryError', exception_message: '' }), { error: { class: 'resource' } }],
    [failed({ exception_type: 'RuntimeError', exception_message: 'CUDA error: out of memory' }), { error: { class: 'resource' } }],
    [
      failed({ exception_type: 'torch.AcceleratorError', exception_message: 'unspecified launch failure' }),
      { error: { class: 'transient' } },
    ],
    [failed({ exception_type: 'requests.exceptions.ConnectionError', exception_message: 'x' }), { error: { class: 'transient' } }],
    [
      failed({ node_type: 'KSampler', exception_type: 'RuntimeError', exception_message: 'shapes' }),
      { kind: 'failed', error: { class: 'internal', detail: 'KSampler: RuntimeError shapes' } },
    ],
    [{ status: { status_str: 'error', completed: false, messages: [] } }, { kind: 'failed', error: { class: 'internal' } }],
  ])('%o', async (entry, status) => {
    expect(await statusOf(entry)).toMatchObject(status)
  })

  test('the source of a clip is not the clip', async () => {
    const outputs = { '5': { images: [{ ...clip, type: 'input' }], animated: [true] }, '9': { images: [clip] } }
    const other = { id, workflow: 'of the operator' }
    expect(await statusOf({ outputs }, other)).toEqual({ kind: 'succeeded', outputs: [{ url }] })
    expect(await statusOf({ outputs: { '5': outputs['5'] } }, other)).toMatchObject({ kind: 'failed' })
  })

  test('the kept video comes before a preview', async () => {
    const outputs = { '61': { images: [{ ...clip, type: 'temp' }, clip] } }
    expect(await statusOf({ outputs })).toMatchObject({ outputs: [{ url }, { url: expect.stringContaining('type=temp') }] })
  })

  test('a workflow that was taken away since then still gives its clip', async () => {
    const outputs = { '9': { images: [clip] } }
    expect(await statusOf({ outputs }, { id, workflow: 'gone' })).toEqual({ kind: 'succeeded', outputs: [{ url }] })
  })
})

describe('progress by the websocket', () => {
  const seen = (provider: Provider, job: Json) =>
    vi.waitFor(async () => expect(await provider.poll(job, signal)).toEqual({ kind: 'running', progress: 0.625 }), patient)

  test('is what all samplers have done, and ends with the last job', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider, 'an endless road')
    await seen(provider, job)
    expect(server.sockets.size).toBe(1)
    await provider.cancel?.(job, signal)
    expect(await provider.poll(job, signal)).toEqual({ kind: 'canceled' })
    await vi.waitFor(() => expect(server.sockets.size).toBe(0), patient)
  })

  test('is heard again after the connection broke', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider, 'an endless road')
    await seen(provider, job)
    const [broken] = server.sockets.values()
    broken?.terminate()
    await vi.waitFor(async () => {
      await provider.poll(job, signal)
      expect([...server.sockets.values()].some((socket) => socket !== broken)).toBe(true)
    }, patient)
  })

  test('is not needed: a process that hears nothing finds the end', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider)
    await provider.stop?.()
    const next = providerOf(server.url)
    expect((await pollUntil(next, job)).kind).toBe('succeeded')
    await next.stop?.()
  })

  test('a stop closes the connection', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider, 'an endless road')
    await seen(provider, job)
    await provider.stop?.()
    await vi.waitFor(() => expect(server.sockets.size).toBe(0), patient)
  })
})

describe('a fault of the question is thrown, so that it is asked again', () => {
  test.each(['queue', 'history'] as const)('%s', async (place) => {
    const { server, provider } = await openBench()
    server.answers[place] = { status: 502, body: '<html>' }
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
    server.answers[place] = { status: 429, headers: { 'retry-after': '3' } }
    await expect(provider.poll(operation, signal)).rejects.toMatchObject({ retryAfterMs: 3_000 })
    delete server.answers[place]
    server.cut[place] = 'before'
    await expect(provider.poll(operation, signal)).rejects.toThrow()
  })

  test('an operation of somebody else is no path', async () => {
    const { server, provider } = await openBench()
    await expect(provider.poll({ id: '../queue', workflow: 'x' }, signal)).rejects.toThrow()
    expect(server.heard).toEqual([])
  })
})

describe('a cancel', () => {
  const calls = ({ heard }: ComfyServer) => heard.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body.toString()])

  test('takes a waiting job out of the queue and leaves the running one alone', async () => {
    const { server, provider } = await openBench()
    const running = await submit(provider, 'an endless road')
    const waiting = await submit(provider)
    await provider.poll(running, signal)
    await provider.cancel?.(waiting, signal)
    expect(await provider.poll(waiting, signal)).toEqual({ kind: 'canceled' })
    expect(calls(server).map(([path]) => path)).toEqual(['/prompt', '/prompt', '/queue'])
    expect((await provider.poll(running, signal)).kind).toBe('running')
  })

  test('interrupts a running job by its id', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider, 'an endless road')
    await provider.poll(job, signal)
    await provider.cancel?.(job, signal)
    expect(calls(server).at(-1)).toEqual(['/interrupt', JSON.stringify({ prompt_id: (job as { id: string }).id })])
  })

  test('interrupts nobody else when the job is over', async () => {
    const { server, provider } = await openBench()
    const job = await submit(provider)
    await pollUntil(provider, job)
    await submit(provider, 'an endless road')
    await provider.cancel?.(job, signal)
    expect(calls(server).map(([path]) => path)).toEqual(['/prompt', '/prompt'])
  })

  test('that fails is thrown', async () => {
    const { server, provider } = await openBench()
    server.answers.interrupt = { status: 500 }
    const job = await submit(provider, 'an endless road')
    await provider.poll(job, signal)
    await expect(provider.cancel?.(job, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })
})

describe('the bytes of a clip', () => {
  test('a clip that was deleted since then is a fault', async () => {
    const { provider } = await openBench()
    const output = { url: 'comfyui:view?filename=gone.mp4&subfolder=moodreel&type=output' }
    await expect(provider.open?.(output, operation, signal)).rejects.toMatchObject({ code: 'provider_failed' })
  })

  test('no other address is opened', async () => {
    const { server, provider } = await openBench()
    await expect(provider.open?.({ url: `${server.url}/view?filename=x.mp4` }, operation, signal)).rejects.toMatchObject({
      code: 'fetch_refused',
    })
    expect(server.heard).toEqual([])
  })
})
