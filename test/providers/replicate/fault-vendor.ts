import { createHmac } from 'node:crypto'
import replicate from '../../../providers/replicate.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf, wan, webhookSecret } from './bench.ts'
import { ReplicateServer, type ServedPrediction } from './server.ts'

const refusals: FaultLine[] = [
  ['auth', 'the token is refused (401)', { status: 401, body: { title: 'Unauthenticated' } }],
  ['credits', 'no credit is left (402)', { status: 402, body: { title: 'Insufficient credit' } }],
  ['model_gone', 'the model is gone (404)', { status: 404, body: { title: 'Not found' } }],
  ['invalid_input', 'an input is refused (422)', { status: 422, body: { invalid_fields: [{ field: 'input.duration' }] } }],
  ['moderation', 'the prompt is flagged (E005)', { status: 422, body: { detail: 'The input was flagged as sensitive (E005)' } }],
  ['rate_limited', 'too many requests (429)', { status: 429, headers: { 'retry-after': '1' } }],
]

/** How a job ends that was taken. */
const ends: FaultLine<Partial<ServedPrediction>>[] = [
  ['moderation', 'the clip is flagged (E005)', { status: 'failed', output: null, error: 'The output was flagged as sensitive. (E005)' }],
  ['resource', 'out of memory (E1001)', { status: 'failed', output: null, error: 'Prediction failed (E1001)' }],
  ['transient', 'a failure of the model (E1000)', { status: 'failed', output: null, error: 'Prediction failed (E1000)' }],
  ['invalid_input', 'an input cannot be used (E006)', { status: 'failed', output: null, error: 'Invalid input (E006)' }],
  ['internal', 'an error without a code', { status: 'failed', output: null, error: 'list index out of range' }],
  ['expired', 'the output was removed', { output: null, data_removed: true }],
  ['internal', 'an output that is no link', { output: { frames: 3 } }],
]

/** A webhook as Replicate signs it, at this moment of its own. */
const signedWebhook = (body: object, at: number): { rawBody: Uint8Array; headers: Headers } => {
  const [text, seconds] = [JSON.stringify(body), Math.floor(at / 1000)]
  const key = Buffer.from(webhookSecret.slice('whsec_'.length), 'base64')
  const signature = createHmac('sha256', key).update(`msg_1.${seconds}.${text}`).digest('base64')
  const headers = new Headers({ 'webhook-id': 'msg_1', 'webhook-timestamp': `${seconds}`, 'webhook-signature': `v1,${signature}` })
  return { rawBody: new TextEncoder().encode(text), headers }
}

export const start: StartFaultVendor = async (now = Date.now) => {
  const server = await ReplicateServer.start(await smallClip())
  server.now = now
  return faultVendor(server, {
    definition: replicate,
    environment: environmentOf,
    webhook: (webhook) => signedWebhook({ id: server.predictions[0]?.id, status: 'starting', webhook }, now()),
    model: sampleModel({
      name: 'wan',
      provider: 'replicate',
      target: wan,
      modes: ['t2v'],
      seed: true,
      duration: { min: 2, max: 15, step: 1, default: 5 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && /^\/v1(\/models\/[^/]+\/[^/]+)?\/predictions$/.test(path),
    refusals,
    faults: faultsOf('poll', ends, (end) => Object.assign(server, { end })),
  })
}
