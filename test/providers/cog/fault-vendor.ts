import cog from '../../../providers/cog.ts'
import { defineProvider } from '../../../src/core/provider.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { startReceiver } from '../../support/webhook-receiver.ts'
import { environmentOf } from './bench.ts'
import { CogServer } from './server.ts'

const refusals: FaultLine[] = [
  ['auth', 'a gateway refuses the bot (401)', { status: 401 }],
  ['model_gone', 'nothing is at the address (404)', { status: 404 }],
  ['invalid_input', 'an input is refused (422)', { status: 422, body: { detail: 'num_frames' } }],
  ['rate_limited', 'the predictor is busy (409)', { status: 409, body: { error: 'At capacity', status: 'failed' } }],
  ['rate_limited', 'the predictor is starting (503)', { status: 503, body: { error: 'not ready', status: 'failed' } }],
]

/** How a prediction ends that was begun. */
const ends: FaultLine<Pick<CogServer, 'result' | 'error'>>[] = [
  ['resource', 'out of memory', { result: null, error: 'CUDA out of memory. Tried to allocate 2 GiB' }],
  ['moderation', 'the clip is refused', { result: null, error: 'NSFW content detected' }],
  ['internal', 'an exception of the model', { result: null, error: 'list index out of range' }],
  ['internal', 'an end without a clip', { result: null, error: null }],
]

export const start: StartFaultVendor = async () => {
  const [server, receiver] = [await CogServer.start(await smallClip()), await startReceiver()]
  return faultVendor(server, {
    // The house of the suite has no public address.
    definition: defineProvider({
      ...cog,
      create: (settings, tools) => {
        const provider = cog.create(settings, { ...tools, publicUrl: receiver.url })
        return provider && receiver.listenFor(provider)
      },
    }),
    environment: environmentOf,
    model: sampleModel({ name: 'step-video', provider: 'cog', target: 'film', modes: ['t2v'], seed: true }),
    request: { mode: 't2v', prompt: 'a paper boat' },
    isCreate: (method) => method === 'PUT',
    outputsAreLinks: false,
    refusals,
    faults: [
      ...faultsOf('submit', [['internal', 'a predictor without a schema', {}]], (body) =>
        Object.assign(server.answers, { schema: { status: 200, body } }),
      ),
      ...faultsOf('poll', ends, (end) => Object.assign(server, end)),
    ],
    async close() {
      await server.close()
      await receiver.close()
    },
  })
}
