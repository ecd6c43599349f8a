import vercel from '../../../providers/vercel.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf } from './bench.ts'
import { problem, VercelServer } from './server.ts'

const refusals: FaultLine[] = [
  ['auth', 'the key is refused (401)', problem(401, 'authentication_error')],
  ['auth', 'a rule of the team forbids it (403)', problem(403, 'forbidden')],
  ['credits', 'no credit is left (402)', problem(402, 'insufficient_funds')],
  ['model_gone', 'the model is gone (404)', problem(404, 'model_not_found')],
  ['invalid_input', 'the request is refused (400)', problem(400, 'invalid_request_error')],
  ['rate_limited', 'too many requests (429)', { ...problem(429, 'rate_limit_exceeded'), headers: { 'retry-after': '1' } }],
]

/** What is said of a job that was taken. */
const ends: FaultLine[] = [
  ['internal', 'the model’s vendor gave no clip', { status: 200, body: { status: 'error', error: 'no' } }],
  ['internal', 'an end without a clip', { status: 200, body: { status: 'completed', videos: [] } }],
  ['expired', 'the job is gone (404)', problem(404, 'not_found')],
]

export const start: StartFaultVendor = async () => {
  const server = await VercelServer.start(await smallClip())
  return faultVendor(server, {
    definition: vercel,
    environment: environmentOf,
    model: sampleModel({
      name: 'seedance-2.5',
      provider: 'vercel',
      target: 'bytedance/seedance-2.5',
      modes: ['t2v'],
      seed: true,
      duration: [5],
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && path === '/v4/ai/video-model/start',
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { status: answer })),
  })
}
