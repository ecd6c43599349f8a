import cog from '../../../providers/cog.ts'
import { defineProvider } from '../../../src/core/provider.ts'
import type { FaultVendor, StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { sampleModel } from '../../support/sample-model.ts'
import { smallClip } from '../../support/small-clip.ts'
import { startReceiver } from './bench.ts'
import { CogServer } from './server.ts'

const clip = smallClip()

/** Answers to what comes before a prediction begins. */
const refusals: [FaultVendor['faults'][number]['class'], string, 'create' | 'schema', Answer][] = [
  ['auth', 'a gateway refuses the bot (401)', 'create', { status: 401 }],
  ['model_gone', 'nothing is at the address (404)', 'create', { status: 404 }],
  ['invalid_input', 'an input is refused (422)', 'create', { status: 422, body: { detail: 'num_frames' } }],
  ['rate_limited', 'the predictor is busy (409)', 'create', { status: 409, body: { error: 'At capacity', status: 'failed' } }],
  ['rate_limited', 'the predictor is starting (503)', 'create', { status: 503, body: { error: 'not ready', status: 'failed' } }],
  ['internal', 'a predictor without a schema', 'schema', { status: 200, body: {} }],
]

/** How a prediction ends that was begun. */
const ends: [FaultVendor['faults'][number]['class'], string, Pick<CogServer, 'result' | 'error'>][] = [
  ['resource', 'out of memory', { result: null, error: 'CUDA out of memory. Tried to allocate 2 GiB' }],
  ['moderation', 'the clip is refused', { result: null, error: 'NSFW content detected' }],
  ['internal', 'an exception of the model', { result: null, error: 'list index out of range' }],
  ['internal', 'an end without a clip', { result: null, error: null }],
]

export const start: StartFaultVendor = async () => {
  const [server, receiver] = [await CogServer.start(), await startReceiver()]
  server.clip = await clip
  return {
    // The house of the suite has no public address.
    definition: defineProvider({
      ...cog,
      create: (settings, tools) => {
        const provider = cog.create(settings, { ...tools, publicUrl: receiver.url })
        receiver.provider = provider
        return (
          provider && {
            ...provider,
            submit: (request, attempt) => provider.submit(request, { ...attempt, webhookUrl: `${receiver.url}/${attempt.id}` }),
          }
        )
      },
    }),
    origin: server.url,
    environment: (origin) => ({ COG_URLS: `film=${origin}` }),
    model: sampleModel({ name: 'step-video', provider: 'cog', target: 'film', modes: ['t2v'], seed: true }),
    request: { mode: 't2v', prompt: 'a paper boat' },
    isCreate: (method) => method === 'PUT',
    jobs: () => server.begun.length,
    outputsAreLinks: false,
    setOutput(url) {
      server.result = url ?? undefined
    },
    faults: [
      ...refusals.map(([kind, name, place, answer]) => ({
        class: kind,
        name,
        at: 'submit' as const,
        begin() {
          server.answers[place] = answer
        },
      })),
      ...ends.map(([kind, name, end]) => ({ class: kind, name, at: 'poll' as const, begin: () => void Object.assign(server, end) })),
    ],
    async close() {
      await server.close()
      await receiver.close()
    },
  }
}
