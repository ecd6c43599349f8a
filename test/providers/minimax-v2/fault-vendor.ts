import minimax from '../../../providers/minimax.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf } from '../minimax/bench.ts'
import { MinimaxNewerServer, problem } from './server.ts'

const refusals: FaultLine[] = [
  ['moderation', 'the prompt is refused', problem(422, 1026, 'video description contains sensitive content')],
  ['invalid_input', 'a setting is refused', problem(400, 2013, 'invalid params, duration')],
  ['auth', 'the key is not accepted', problem(401, 1004, 'login fail')],
  ['credits', 'the balance is used up', problem(402, 1008, 'insufficient balance')],
  ['rate_limited', 'there are too many requests', { ...problem(429, 1002, 'rate limit'), headers: { 'retry-after': '1' } }],
]

const failed = (code: string, message: string): Answer => ({ status: 200, body: { task: { status: 'failed', error: { code, message } } } })
const ends: FaultLine[] = [
  ['moderation', 'the clip is kept back', failed('1027', 'output new_sensitive')],
  ['invalid_input', 'the request turns out to be wrong', failed('2013', 'invalid params')],
  ['transient', 'the service fails', failed('1000', 'unknown error')],
  ['internal', 'it ends without a link', { status: 200, body: { task: { status: 'succeeded', content: {} } } }],
  ['expired', 'the task is forgotten', problem(400, 2013, 'invalid task_id')],
]

/** Version 2 of MiniMax's API for the fault suite. */
export const start: StartFaultVendor = async (now = Date.now) => {
  const server = await MinimaxNewerServer.start(await smallClip())
  server.now = now
  return faultVendor(server, {
    definition: minimax,
    environment: environmentOf,
    model: sampleModel({
      name: 'minimax-h3-direct',
      provider: 'minimax',
      target: 'MiniMax-H3',
      modes: ['t2v'],
      duration: { min: 5, max: 15, step: 1, default: 5 },
      aspectRatios: ['16:9', '9:16'],
      resolutions: ['768p', '1440p'],
      price: { usdPerSecond: 0.13 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5, aspectRatio: '16:9', resolution: '768p' },
    isCreate: (method, path) => method === 'POST' && path === '/v2/video_generation',
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { task: answer })),
  })
}
