import kling from '../../../providers/kling.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { pairOf } from './bench.ts'
import { KlingServer, problem } from './server.ts'

const refusals: FaultLine[] = [
  ['auth', 'code 1002', problem(401, 1002)],
  ['credits', 'code 1102, which is an HTTP 429', problem(429, 1102)],
  ['invalid_input', 'code 1201', problem(400, 1201)],
  ['model_gone', 'code 1203', problem(404, 1203)],
  ['moderation', 'code 1301', problem(400, 1301)],
  ['rate_limited', 'code 1303', { ...problem(429, 1303), headers: { 'retry-after': '1' } }],
]

const ended = (task: object) => ({ status: 200, body: { code: 0, data: { task_id: '1', ...task } } })
const failed = (task_status_msg?: string) => ended({ task_status: 'failed', task_status_msg })
const ends: FaultLine[] = [
  ['moderation', 'risk control', failed('Failure to pass the risk control system')],
  ['invalid_input', 'a picture that does not fit', failed('The resolution or aspect ratio of the image')],
  ['internal', 'no reason', failed()],
  ['expired', 'a success without a clip', ended({ task_status: 'succeed', task_result: { videos: [] } })],
  ['expired', 'a task that is not known', problem(404, 1203)],
]

/** Kling's older standard for the fault suite, by the pair of keys, whose tokens are of the suite's clock. */
export const start: StartFaultVendor = async (now = Date.now) => {
  const server = await KlingServer.start(await smallClip())
  server.now = now
  return faultVendor(server, {
    definition: kling,
    environment: pairOf,
    model: sampleModel({
      name: 'kling-v3-direct',
      provider: 'kling',
      target: 'kling-v3',
      modes: ['t2v'],
      duration: { min: 3, max: 15, step: 1, default: 5 },
      aspectRatios: ['16:9', '9:16', '1:1'],
      resolutions: ['720p', '1080p'],
      price: { usdPerSecond: 0.112 },
    }),
    request: { mode: 't2v', prompt: 'a paper boat', durationSeconds: 5, aspectRatio: '16:9', resolution: '720p' },
    isCreate: (method, path) => method === 'POST' && /^\/v1\/videos\/(text|image)2video$/.test(path),
    webhook: () => {
      const [task] = server.tasks
      const told = { task_id: task?.id, task_status: 'processing', task_info: { external_task_id: task?.name } }
      return { rawBody: new TextEncoder().encode(JSON.stringify(told)), headers: new Headers() }
    },
    refusals,
    faults: faultsOf('poll', ends, (answer) => Object.assign(server.answers, { task: answer })),
  })
}
