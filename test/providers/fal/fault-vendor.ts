import { generateKeyPairSync } from 'node:crypto'
import fal from '../../../providers/fal.ts'
import { defineProvider } from '../../../src/core/provider.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { startReceiver } from '../../support/webhook-receiver.ts'
import { environmentOf, fetchHere, namedHere, targets } from './bench.ts'
import { FalServer } from './server.ts'

const { publicKey, privateKey } = generateKeyPairSync('ed25519')

const typed = (type: string, field = 'prompt') => ({ detail: [{ loc: ['body', field], msg: 'no', type }] })

const refusals: FaultLine[] = [
  ['auth', 'the key is refused (401)', { status: 401, body: { detail: 'Invalid key' } }],
  ['credits', 'the balance is exhausted (403)', { status: 403, body: { detail: 'User is locked. Reason: Exhausted balance.' } }],
  ['model_gone', 'the endpoint is gone (404)', { status: 404, body: { detail: 'Application not found' } }],
  ['invalid_input', 'an input is refused (422)', { status: 422, body: typed('literal_error', 'duration') }],
  ['moderation', 'the prompt is refused (content_policy_violation)', { status: 422, body: typed('content_policy_violation') }],
  ['rate_limited', 'too many requests (429)', { status: 429, headers: { 'retry-after': '1' } }],
]

/** What the result of a job is that was taken. */
const ends: FaultLine[] = [
  ['moderation', 'the clip is refused (content_policy_violation)', { status: 422, body: typed('content_policy_violation') }],
  ['invalid_input', 'an input cannot be used (image_too_large)', { status: 422, body: typed('image_too_large', 'image_url') }],
  ['transient', 'a runner is lost (runner_disconnected)', { status: 503, body: { detail: 'no', error_type: 'runner_disconnected' } }],
  ['transient', 'it took too long (generation_timeout)', { status: 504, body: typed('generation_timeout') }],
  ['resource', 'out of memory', { status: 500, body: { detail: [{ loc: [], msg: 'CUDA out of memory', type: 'internal_server_error' }] } }],
  ['internal', 'no clip came of it (no_media_generated)', { status: 422, body: typed('no_media_generated') }],
  ['internal', 'a result without a video', { status: 200, body: {} }],
  ['expired', 'the result was removed (404)', { status: 404, body: { detail: 'Request not found' } }],
]

export const start: StartFaultVendor = async (now = Date.now) => {
  const [server, receiver] = [await FalServer.start(await smallClip()), await startReceiver()]
  Object.assign(server, { keys: [publicKey.export({ format: 'jwk' })], signs: { key: privateKey }, now })
  return faultVendor(server, {
    definition: defineProvider({
      ...fal,
      create: (settings, tools) => {
        const given = fal.settings.parse(settings)
        // Its schemas come the way of its queue, so that what breaks there breaks here as well.
        const here = { fetch: fetchHere(server.url, tools.fetch), fetchNamed: namedHere(given.FAL_QUEUE_URL ?? server.url) }
        const provider = fal.create(given, { ...tools, ...here })
        return provider && receiver.listenFor(provider)
      },
    }),
    environment: environmentOf,
    model: sampleModel({ name: 'fal:wan', provider: 'fal', target: targets.wan, modes: ['t2v'], seed: true, duration: [5] }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && path === `/${targets.wan}`,
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { result: answer })),
    told: () => server.telling,
    async close() {
      await server.telling
      await server.close()
      await receiver.close()
    },
  })
}
