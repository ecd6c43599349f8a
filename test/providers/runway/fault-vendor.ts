import runway from '../../../providers/runway.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf } from './bench.ts'
import { RunwayServer } from './server.ts'

const noCredit = 'You do not have enough credits to run this task.'
const refusals: FaultLine[] = [
  ['auth', 'HTTP 401', { status: 401, body: { error: 'The API key is not valid.' } }],
  ['credits', 'no credit left', { status: 400, body: { error: noCredit } }],
  ['invalid_input', 'HTTP 400', { status: 400, body: { error: 'Validation of body failed', issues: [{ path: ['ratio'] }] } }],
  ['model_gone', 'HTTP 404', { status: 404, body: { error: 'Not found' } }],
  ['rate_limited', 'HTTP 429', { status: 429, body: { error: 'Limit reached' }, headers: { 'retry-after': '1' } }],
]

const failed = (failureCode: string) => ({ status: 'FAILED', failure: 'It broke.', failureCode })
const ends: FaultLine<object>[] = [
  ['moderation', 'SAFETY.INPUT.TEXT', failed('SAFETY.INPUT.TEXT')],
  ['invalid_input', 'ASSET.INVALID', failed('ASSET.INVALID')],
  ['transient', 'INTERNAL', failed('INTERNAL')],
  ['internal', 'INTERNAL.BAD_OUTPUT', failed('INTERNAL.BAD_OUTPUT.CODE01')],
  ['expired', 'a success without an output', { status: 'SUCCEEDED', output: [] }],
]

/** Runway for the fault suite. */
export const start: StartFaultVendor = async () => {
  const server = await RunwayServer.start(await smallClip())
  return faultVendor(server, {
    definition: runway,
    environment: environmentOf,
    model: sampleModel({
      name: 'gen-4.5-runway',
      provider: 'runway',
      target: 'gen4.5',
      modes: ['t2v'],
      seed: true,
      duration: { min: 2, max: 10, step: 1, default: 5 },
      aspectRatios: ['16:9', '9:16'],
      promptMaxLength: 1000,
      price: { usdPerSecond: 0.12 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5, aspectRatio: '16:9' },
    isCreate: (method, path) => method === 'POST' && /_to_(video|image)$/.test(path),
    refusals,
    faults: faultsOf('poll', ends, (task) => {
      server.answers.task = { status: 200, body: { id: 'failed', createdAt: '', cost: { credits: 0 }, ...task } }
    }),
  })
}
