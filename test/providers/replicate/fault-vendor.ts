import { createHmac } from 'node:crypto'
import replicate from '../../../providers/replicate.ts'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { webhookSecret } from './bench.ts'
import { ReplicateServer, type ServedPrediction, token } from './server.ts'

const clip = smallClip()

/** Answers of the paid call that take no job. */
const refusals: [FaultVendor['faults'][number]['class'], string, Answer][] = [
  ['auth', 'the token is refused (401)', { status: 401, body: { title: 'Unauthenticated' } }],
  ['credits', 'no credit is left (402)', { status: 402, body: { title: 'Insufficient credit' } }],
  ['model_gone', 'the model is gone (404)', { status: 404, body: { title: 'Not found' } }],
  ['invalid_input', 'an input is refused (422)', { status: 422, body: { invalid_fields: [{ field: 'input.duration' }] } }],
  ['moderation', 'the prompt is flagged (E005)', { status: 422, body: { detail: 'The input was flagged as sensitive (E005)' } }],
  ['rate_limited', 'too many requests (429)', { status: 429, headers: { 'retry-after': '1' } }],
]

/** How a job ends that was taken. */
const ends: [FaultVendor['faults'][number]['class'], string, Partial<ServedPrediction>][] = [
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
  const server = await ReplicateServer.start()
  server.now = now
  server.clip = await clip
  return {
    definition: replicate,
    origin: new URL(server.url).origin,
    environment: (origin) => ({ REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: `${origin}/v1`, REPLICATE_WEBHOOK_SECRET: webhookSecret }),
    webhook: (webhook) => signedWebhook({ id: server.predictions[0]?.id, status: 'starting', webhook }, now()),
    model: sampleModel({
      name: 'wan',
      provider: 'replicate',
      target: 'wan-video/wan-2.7-t2v',
      modes: ['t2v'],
      seed: true,
      duration: { min: 2, max: 15, step: 1, default: 5 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && /^\/v1(\/models\/[^/]+\/[^/]+)?\/predictions$/.test(path),
    jobs: () => server.predictions.length,
    outputsAreLinks: true,
    setOutput(url) {
      server.end = url === null ? {} : { output: url }
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
      ...ends.map(([kind, name, end]) => ({
        class: kind,
        name,
        at: 'poll' as const,
        begin() {
          server.end = end
        },
      })),
    ],
    close: () => server.close(),
  }
}
