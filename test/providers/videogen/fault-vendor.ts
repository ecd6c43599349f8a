import videogen from '../../../providers/videogen.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf } from './bench.ts'
import { VideoGenServer } from './server.ts'

const refused = (status: number, code: string | null): Answer => ({ status, body: { message: 'no', code, requirement: null } })

const refusals: FaultLine[] = [
  ['auth', 'the key is refused (401)', refused(401, 'invalid_api_key')],
  ['credits', 'too few credits (429)', refused(429, 'insufficient_credits')],
  ['credits', 'too small a plan (403)', { status: 403, body: { message: 'no', requirement: { type: 'upgrade_plan' } } }],
  ['model_gone', 'the tool is gone (404)', refused(404, 'not_found')],
  ['invalid_input', 'an input is refused (400)', refused(400, 'invalid_request')],
  ['moderation', 'the prompt is refused (400)', refused(400, 'content_policy_violation')],
  ['rate_limited', 'too many requests (429)', { ...refused(429, 'rate_limited'), headers: { 'retry-after': '1' } }],
]

/** What is said of an execution that was taken. */
const ends: FaultLine[] = [
  ['moderation', 'the clip is refused', { status: 200, body: { status: 'failed', error: { message: 'no', code: 'content_policy' } } }],
  ['credits', 'the credits ran out', { status: 200, body: { status: 'failed', error: { message: 'no', code: 'insufficient_credits' } } }],
  ['internal', 'an error without a code', { status: 200, body: { status: 'failed', error: { message: 'no', code: null } } }],
  ['internal', 'an end without a clip', { status: 200, body: { status: 'succeeded', results: [] } }],
  ['expired', 'the execution is gone (404)', refused(404, 'not_found')],
]

export const start: StartFaultVendor = async (now = Date.now) => {
  const server = await VideoGenServer.start(await smallClip())
  server.now = now
  return faultVendor(server, {
    definition: videogen,
    environment: environmentOf,
    model: sampleModel({ name: 'videogen', provider: 'videogen', target: 'generate-video-clip', modes: ['t2v'], duration: [5] }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5 },
    isCreate: (method, path) => method === 'POST' && path === '/v1/tools/generate-video-clip',
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { status: answer })),
  })
}
