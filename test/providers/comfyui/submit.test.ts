import { describe, expect, test } from 'vitest'
import { promptIdOf } from '../../../providers/comfyui/prompt-id.ts'
import comfyui from '../../../providers/comfyui.ts'
import { say } from '../../../src/core/words/sentence.ts'
import { paidCallContract } from '../../contracts/paid-call-contract.ts'
import { newAttempt } from '../../contracts/provider-contract.ts'
import { refused, textInput } from '../../support/provider-input.ts'
import { accept, inputsAt, openBench, providerOf, requestOf } from './bench.ts'

const later = 5 * 60_000

describe('the call that begins a job', () => {
  test('has the words of the request in the slots, and an id that the attempt always has', async () => {
    const { server, provider } = await openBench()
    const attempt = newAttempt()
    const request = requestOf({ seed: 0, negativePrompt: 'fog', durationSeconds: 3, aspectRatio: '9:16', resolution: '720p' })
    const operation = { id: promptIdOf(attempt.id), workflow: 'wan-2.2-t2v' }
    expect(await provider.submit(request, attempt)).toEqual({ kind: 'accepted', operation })
    expect(inputsAt(server, '6')).toMatchObject({ text: 'a paper boat' })
    expect(inputsAt(server, '7')).toMatchObject({ text: 'fog' })
    expect(inputsAt(server, '57')).toMatchObject({ noise_seed: 0 })
    expect(inputsAt(server, '59')).toMatchObject({ width: 720, height: 1280, length: 49 })
    expect(inputsAt(server, '61')).toMatchObject({ filename_prefix: `moodreel/${operation.id}` })
    expect(promptIdOf(attempt.id)).not.toBe(promptIdOf(newAttempt().id))
  })

  test('leaves what nobody asked for as the file has it', async () => {
    const { server, provider } = await openBench()
    await accept(provider, requestOf())
    expect(inputsAt(server, '59')).toMatchObject({ width: 832, height: 480, length: 81 })
    expect(inputsAt(server, '7')).toMatchObject({ text: expect.stringContaining('overexposed') })
  })

  test('names the same client after a restart, so that running jobs are heard again', async () => {
    const cache = new Map<string, unknown>()
    const kept = {
      get: async (key: string) => JSON.parse(JSON.stringify(cache.get(key) ?? null)),
      set: async (key: string, value: unknown) => void cache.set(key, value),
    }
    const { server, provider } = await openBench({ cache: kept })
    await accept(provider, requestOf())
    await accept(providerOf(server.url, { cache: kept }), requestOf())
    expect(new Set(server.pending.map(({ clientId }) => clientId)).size).toBe(1)
  })

  test('a job that ComfyUI has already under this id is this one', async () => {
    const { server, provider } = await openBench()
    const attempt = newAttempt()
    const first = await provider.submit(requestOf(), attempt)
    expect(await provider.submit(requestOf(), attempt)).toEqual(first)
    expect(server.taken).toBe(1)
  })
})

paidCallContract('comfyui', {
  definition: comfyui,
  open: openBench,
  request: requestOf(),
  unclear: [{ status: 500, body: 'Traceback' }],
  refusals: [
    [{ status: 401 }, { class: 'auth' }],
    [{ status: 403, body: { error: 'Invalid client credentials' } }, { class: 'auth' }],
    [{ status: 413 }, { class: 'invalid_input' }],
    [
      { status: 429, headers: { 'retry-after': '7' } },
      { class: 'rate_limited', retryAfterMs: 7_000 },
    ],
    [{ status: 429 }, { class: 'rate_limited' }],
    [{ status: 404, body: '<html>' }, { class: 'internal' }],
    [
      { status: 400, body: { error: { type: 'prompt_no_outputs', message: 'Prompt has no outputs' }, node_errors: {} } },
      { class: 'internal' },
    ],
  ],
  before: {
    request: requestOf({ mode: 'i2v' }, { target: 'wan-2.2-i2v', inputs: [textInput('firstFrame')] }),
    ends: [
      ['upload', 'before', 'transient'],
      ['upload', 'half', 'transient'],
      ['upload', { status: 500 }, 'transient'],
      ['upload', { status: 413 }, 'invalid_input'],
      ['upload', { status: 403 }, 'auth'],
    ],
  },
  reconciled: { afterMs: later, operation: (_, id) => ({ id: promptIdOf(id), workflow: 'wan-2.2-t2v' }) },
  unset: [{}],
})

test('a restart of ComfyUI loses the queue: nothing runs any more, and nothing was paid', async () => {
  let now = Date.now()
  const { server, provider } = await openBench({ now: () => now })
  const attempt = newAttempt()
  await provider.submit(requestOf(), attempt)
  const ask = () => provider.reconcile?.({ id: attempt.id, createdAt: now }, requestOf(), attempt.signal)
  server.forget()
  expect(await ask()).toEqual({ kind: 'unknown' })
  const written = { id: attempt.id, createdAt: now }
  now += later
  expect(await provider.reconcile?.(written, requestOf(), attempt.signal)).toEqual({ kind: 'absent' })
})

test('an attempt is not called absent while ComfyUI cannot be asked', async () => {
  const { server, provider } = await openBench({ now: () => Date.now() + later })
  for (const place of ['queue', 'history'] as const) {
    server.answers[place] = { status: 502, body: '<html>' }
    await expect(provider.reconcile?.({ id: 'a', createdAt: Date.now() }, requestOf(), newAttempt().signal)).rejects.toThrow()
    delete server.answers[place]
  }
  server.answers.queue = { status: 200, body: {} }
  await expect(provider.reconcile?.({ id: 'a', createdAt: Date.now() }, requestOf(), newAttempt().signal)).rejects.toThrow()
})

describe('a refusal by its class', () => {
  test('names the word of the request that the node does not take', async () => {
    const { server, provider } = await openBench()
    const error = refused(await provider.submit(requestOf({ aspectRatio: '16:9', resolution: '9999p' }), newAttempt()))
    expect(error).toMatchObject({
      class: 'invalid_input',
      message: say('provider.partRefused', { vendor: 'ComfyUI', part: say('part.size') }),
    })
    const steps = requestOf({ extras: { steps: 'many' } }, { target: 'ltx-2-t2v' })
    expect(refused(await provider.submit(steps, newAttempt())).message).toEqual(
      say('provider.partRefused', { vendor: 'ComfyUI', part: 'steps' }),
    )
    expect(server.taken).toBe(0)
  })

  test('names the node, the weights or the input that only the operator can change', async () => {
    const workflow = 'wan-2.2-t2v'
    const { server, provider } = await openBench()
    const { VAEDecode, ModelSamplingSD3 } = server.nodes
    delete server.nodes['VAEDecode']
    expect(refused(await provider.submit(requestOf(), newAttempt()))).toMatchObject({
      class: 'model_gone',
      message: say('provider.workflowNode', { workflow, node: 'VAEDecode' }),
    })
    if (!VAEDecode || !ModelSamplingSD3) throw new Error('the table lacks nodes')
    const vae = {
      ...VAEDecode,
      input: { required: { ...VAEDecode.input.required, tiling: ['STRING' as const] satisfies [string] }, optional: {} },
    }
    server.nodes['VAEDecode'] = vae
    expect(refused(await provider.submit(requestOf(), newAttempt())).message).toEqual(
      say('provider.workflowInput', { workflow, node: 'VAEDecode', input: 'tiling' }),
    )
    server.nodes['VAEDecode'] = VAEDecode
    server.nodes['VAELoader'] = {
      input: { required: { vae_name: [['other.safetensors']] }, optional: {} },
      output: ['VAE'],
      output_node: false,
    }
    expect(refused(await provider.submit(requestOf(), newAttempt()))).toMatchObject({
      class: 'model_gone',
      message: say('provider.workflowFile', { workflow, file: 'wan_2.1_vae.safetensors' }),
    })
  })
})
