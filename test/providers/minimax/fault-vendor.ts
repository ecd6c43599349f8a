import minimax from '../../../providers/minimax.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf, requestOf } from './bench.ts'
import { coded, MinimaxServer } from './server.ts'

const refusals: FaultLine[] = [
  ['moderation', 'the prompt is refused', coded(1026, 'video description involves sensitive content')],
  ['invalid_input', 'a setting is refused', coded(2013, 'invalid params')],
  ['auth', 'the key is not accepted', coded(1004, 'login fail')],
  ['auth', 'the key is not accepted, with a status', { ...coded(2049, 'invalid api key'), status: 401 }],
  ['credits', 'the balance is used up', coded(1008, 'insufficient balance')],
  ['model_gone', 'the plan has not this model', coded(2061, 'your current token plan not support model')],
  ['rate_limited', 'there are too many requests', { ...coded(1002, 'rate limit'), headers: { 'retry-after': '1' } }],
]

const ends: FaultLine[] = [
  ['moderation', 'the clip is kept back', coded(1027, 'output new_sensitive', { status: 'Fail', file_id: '' })],
  ['invalid_input', 'the request turns out to be wrong', coded(2013, 'invalid params', { status: 'Fail' })],
  ['transient', 'the service fails', coded(1000, 'unknown error', { status: 'Fail' })],
  ['internal', 'it fails without a reason', coded(0, 'success', { status: 'Fail' })],
  ['expired', 'the task is forgotten', coded(2013, 'invalid params, no such task')],
]

/** Version 1 of MiniMax's API for the fault suite. */
export const start: StartFaultVendor = async () => {
  const server = await MinimaxServer.start(await smallClip())
  return faultVendor(server, {
    definition: minimax,
    environment: environmentOf,
    isForgetful: true,
    model: requestOf().model,
    request: { mode: 't2v', durationSeconds: 6 },
    isCreate: (method, path) => method === 'POST' && path === '/v1/video_generation',
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server, { end: answer })),
  })
}
