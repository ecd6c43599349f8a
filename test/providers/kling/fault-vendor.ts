import kling from '../../../providers/kling.ts'
import type { FaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { accessKey, KlingServer, problem, secretKey } from './server.ts'

/** Kling for the fault suite; its tokens are of the suite's clock. */
export const start = async (now: () => number = Date.now): Promise<FaultVendor> => {
  const server = await KlingServer.start()
  server.now = now
  server.clip = await smallClip()
  const answers = (at: 'submit' | 'poll', answer: Answer) => ({
    at,
    begin: () => {
      server.answers[at === 'submit' ? 'create' : 'task'] = answer
    },
  })
  const ends = (task: object) => answers('poll', { status: 200, body: { code: 0, data: { task_id: '1', ...task } } })
  return {
    definition: kling,
    origin: server.url,
    environment: (origin) => ({ KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey, KLING_BASE_URL: origin }),
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
      const told = { task_id: task?.task_id, task_status: 'processing', task_info: task?.task_info }
      return { rawBody: new TextEncoder().encode(JSON.stringify(told)), headers: new Headers() }
    },
    jobs: () => server.tasks.length,
    outputsAreLinks: true,
    setOutput: (url) => {
      server.output = url
    },
    faults: [
      { class: 'auth', name: 'code 1002', ...answers('submit', problem(401, 1002)) },
      { class: 'credits', name: 'code 1102, which is an HTTP 429', ...answers('submit', problem(429, 1102)) },
      { class: 'invalid_input', name: 'code 1201', ...answers('submit', problem(400, 1201)) },
      { class: 'model_gone', name: 'code 1203', ...answers('submit', problem(404, 1203)) },
      { class: 'moderation', name: 'code 1301', ...answers('submit', problem(400, 1301)) },
      { class: 'rate_limited', name: 'code 1303', ...answers('submit', { ...problem(429, 1303), headers: { 'retry-after': '1' } }) },
      {
        class: 'moderation',
        name: 'risk control',
        ...ends({ task_status: 'failed', task_status_msg: 'Failure to pass the risk control system' }),
      },
      {
        class: 'invalid_input',
        name: 'a picture that does not fit',
        ...ends({ task_status: 'failed', task_status_msg: 'The resolution or aspect ratio of the image' }),
      },
      { class: 'internal', name: 'no reason', ...ends({ task_status: 'failed' }) },
      { class: 'expired', name: 'a success without a clip', ...ends({ task_status: 'succeed', task_result: { videos: [] } }) },
      { class: 'expired', name: 'a task that is not known', ...answers('poll', problem(404, 1203)) },
    ],
    close: () => server.close(),
  }
}
