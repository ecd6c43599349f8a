import kling from '../../../providers/kling.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { environmentOf } from '../kling/bench.ts'
import { KlingServer, problem } from '../kling/server.ts'

const refusals: FaultLine[] = [
  ['auth', 'code 1002', problem(401, 1002)],
  ['credits', 'code 1101, which is an HTTP 429', problem(429, 1101)],
  ['invalid_input', 'code 1201', problem(400, 1201)],
  ['moderation', 'code 1301', problem(400, 1301)],
  ['rate_limited', 'code 1303', { ...problem(429, 1303), headers: { 'retry-after': '1' } }],
]

const ended = (...tasks: object[]) => ({ status: 200, body: { code: 0, data: tasks } })
const ends: FaultLine[] = [
  ['moderation', 'risk control', ended({ status: 'failed', message: 'Failure to pass the risk control system' })],
  ['internal', 'no reason', ended({ status: 'failed' })],
  ['expired', 'a success without a clip', ended({ status: 'succeeded', outputs: [] })],
  ['expired', 'a task that is not known', ended()],
]

/** Kling's newer standard for the fault suite, by a key. */
export const start: StartFaultVendor = async (now = Date.now) => {
  const server = await KlingServer.start(await smallClip())
  server.now = now
  return faultVendor(server, {
    definition: kling,
    environment: environmentOf,
    model: sampleModel({
      name: 'kling-v3-turbo-direct',
      provider: 'kling',
      target: 'kling-3.0-turbo',
      modes: ['t2v'],
      duration: { min: 3, max: 15, step: 1, default: 5 },
      aspectRatios: ['16:9', '9:16', '1:1'],
      resolutions: ['720p', '1080p'],
      price: { usdPerSecond: 0.14 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5, aspectRatio: '16:9', resolution: '720p' },
    isCreate: (method, path) => method === 'POST' && path === '/text-to-video/kling-3.0-turbo',
    webhook: () => {
      const [task] = server.tasks
      const told = { id: task?.id, status: 'processing', external_id: task?.name }
      return { rawBody: new TextEncoder().encode(JSON.stringify(told)), headers: new Headers() }
    },
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { tasks: answer })),
  })
}
