import runway from '../../../providers/runway.ts'
import type { FaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { RunwayServer, secret } from './server.ts'

/** Runway for the fault suite. */
export const start = async (): Promise<FaultVendor> => {
  const server = await RunwayServer.start()
  server.clip = await smallClip()
  const refuses = (answer: Answer) => ({
    at: 'submit' as const,
    begin: () => {
      server.answers.create = answer
    },
  })
  const fails = (task: object) => ({
    at: 'poll' as const,
    begin: () => {
      server.answers.task = { status: 200, body: { id: 'failed', createdAt: '', cost: { credits: 0 }, ...task } }
    },
  })
  const failed = (failureCode: string) => fails({ status: 'FAILED', failure: 'It broke.', failureCode })
  return {
    definition: runway,
    origin: server.url,
    environment: (origin) => ({ RUNWAYML_API_SECRET: secret, RUNWAY_BASE_URL: origin }),
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
    isCreate: (method, path) => method === 'POST' && path.endsWith('_to_video'),
    jobs: () => server.taken,
    outputsAreLinks: true,
    setOutput: (url) => {
      server.output = url
    },
    faults: [
      { class: 'auth', name: 'HTTP 401', ...refuses({ status: 401, body: { error: 'The API key is not valid.' } }) },
      {
        class: 'credits',
        name: 'no credit left',
        ...refuses({ status: 400, body: { error: 'You do not have enough credits to run this task.' } }),
      },
      {
        class: 'invalid_input',
        name: 'HTTP 400',
        ...refuses({ status: 400, body: { error: 'Validation of body failed', issues: [{ path: ['ratio'] }] } }),
      },
      { class: 'model_gone', name: 'HTTP 404', ...refuses({ status: 404, body: { error: 'Not found' } }) },
      {
        class: 'rate_limited',
        name: 'HTTP 429',
        ...refuses({ status: 429, body: { error: 'Limit reached' }, headers: { 'retry-after': '1' } }),
      },
      { class: 'moderation', name: 'SAFETY.INPUT.TEXT', ...failed('SAFETY.INPUT.TEXT') },
      { class: 'invalid_input', name: 'ASSET.INVALID', ...failed('ASSET.INVALID') },
      { class: 'transient', name: 'INTERNAL', ...failed('INTERNAL') },
      { class: 'internal', name: 'INTERNAL.BAD_OUTPUT', ...failed('INTERNAL.BAD_OUTPUT.CODE01') },
      { class: 'expired', name: 'a success without an output', ...fails({ status: 'SUCCEEDED', output: [] }) },
    ],
    close: () => server.close(),
  }
}
