import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fal from '../../../providers/fal.ts'
import { defineProvider, type Provider } from '../../../src/core/provider.ts'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { fetchHere, targets } from './bench.ts'
import { FalServer, key } from './server.ts'

const clip = smallClip()
const { publicKey, privateKey } = generateKeyPairSync('ed25519')

const typed = (type: string, field = 'prompt') => ({ detail: [{ loc: ['body', field], msg: 'no', type }] })

/** Answers of the paid call that take no job. */
const refusals: [FaultVendor['faults'][number]['class'], string, Answer][] = [
  ['auth', 'the key is refused (401)', { status: 401, body: { detail: 'Invalid key' } }],
  ['credits', 'the balance is exhausted (403)', { status: 403, body: { detail: 'User is locked. Reason: Exhausted balance.' } }],
  ['model_gone', 'the endpoint is gone (404)', { status: 404, body: { detail: 'Application not found' } }],
  ['invalid_input', 'an input is refused (422)', { status: 422, body: typed('literal_error', 'duration') }],
  ['moderation', 'the prompt is refused (content_policy_violation)', { status: 422, body: typed('content_policy_violation') }],
  ['rate_limited', 'too many requests (429)', { status: 429, headers: { 'retry-after': '1' } }],
]

/** What the result of a job is that was taken. */
const ends: [FaultVendor['faults'][number]['class'], string, Answer][] = [
  ['moderation', 'the clip is refused (content_policy_violation)', { status: 422, body: typed('content_policy_violation') }],
  ['invalid_input', 'an input cannot be used (image_too_large)', { status: 422, body: typed('image_too_large', 'image_url') }],
  ['transient', 'a runner is lost (runner_disconnected)', { status: 503, body: { detail: 'no', error_type: 'runner_disconnected' } }],
  ['transient', 'it took too long (generation_timeout)', { status: 504, body: typed('generation_timeout') }],
  ['resource', 'out of memory', { status: 500, body: { detail: [{ loc: [], msg: 'CUDA out of memory', type: 'internal_server_error' }] } }],
  ['internal', 'no clip came of it (no_media_generated)', { status: 422, body: typed('no_media_generated') }],
  ['internal', 'a result without a video', { status: 200, body: {} }],
  ['expired', 'the result was removed (404)', { status: 404, body: { detail: 'Request not found' } }],
]

/** Where webhooks come in, for the house of the suite has no public address. */
const startReceiver = async () => {
  const receiver = { url: '', provider: null as Provider | null, close: () => server[Symbol.asyncDispose]() }
  const server = createServer(async (request, response) => {
    const rawBody = Buffer.concat(await Array.fromAsync<Buffer>(request))
    const headers = new Headers(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const attemptId = request.url?.slice(1) ?? ''
    const isHeard = await receiver.provider?.parseWebhook?.({ attemptId, rawBody, headers }).then(
      () => true,
      () => false,
    )
    response.writeHead(isHeard ? 200 : 500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return receiver
}

export const start: StartFaultVendor = async (now = Date.now) => {
  const [server, receiver] = [await FalServer.start(), await startReceiver()]
  Object.assign(server, { clip: await clip, keys: [publicKey.export({ format: 'jwk' })], signs: { key: privateKey }, now })
  return {
    definition: defineProvider({
      ...fal,
      create: (settings, tools) => {
        const provider = fal.create(fal.settings.parse(settings), { ...tools, fetch: fetchHere(server, tools.fetch) })
        receiver.provider = provider
        return (
          provider && {
            ...provider,
            submit: (request, attempt) => provider.submit(request, { ...attempt, webhookUrl: `${receiver.url}/${attempt.id}` }),
          }
        )
      },
    }),
    origin: server.url,
    environment: (origin) => ({ FAL_KEY: key, FAL_QUEUE_URL: origin }),
    model: sampleModel({ name: 'wan', provider: 'fal', target: targets.wan, modes: ['t2v'], seed: true, duration: [5] }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && path === `/${targets.wan}`,
    jobs: () => server.requests.length,
    outputsAreLinks: true,
    setOutput(url) {
      server.output = url
    },
    faults: [
      ...refusals.map(([kind, name, answer]) => ({
        class: kind,
        name,
        at: 'submit' as const,
        begin() {
          server.answers.create = answer
        },
      })),
      ...ends.map(([kind, name, answer]) => ({
        class: kind,
        name,
        at: 'poll' as const,
        begin() {
          server.answers.result = answer
        },
      })),
    ],
    told: () => server.telling,
    async close() {
      await server.telling
      await server.close()
      await receiver.close()
    },
  }
}
