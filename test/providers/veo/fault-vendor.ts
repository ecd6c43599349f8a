import veo from '../../../providers/veo.ts'
import type { ProviderErrorClass } from '../../../src/core/provider.ts'
import type { StartFaultVendor } from '../../contracts/fault-vendor.ts'
import type { Answer } from '../../support/contract-server.ts'
import { smallClip } from '../../support/small-clip.ts'
import { openServer, requestOf } from './bench.ts'
import { problem } from './server.ts'

const clip = smallClip()
const billing = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'BILLING_DISABLED' }

const refusals: [ProviderErrorClass, string, Answer][] = [
  ['moderation', 'the prompt is refused', problem(400, 'INVALID_ARGUMENT', 'The prompt could not be submitted. Support codes: 58061214')],
  ['invalid_input', 'a setting is refused', problem(400, 'INVALID_ARGUMENT', 'Unsupported resolution')],
  ['auth', 'the project may not use Veo', problem(403, 'PERMISSION_DENIED', 'aiplatform.endpoints.predict denied')],
  ['credits', 'the project has no billing', problem(403, 'PERMISSION_DENIED', 'Billing is disabled', [billing])],
  ['model_gone', 'the model is not there', problem(404, 'NOT_FOUND', 'Publisher model was not found')],
  ['rate_limited', 'the quota is used up', { ...problem(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'), headers: { 'retry-after': '1' } }],
]

const ends: [ProviderErrorClass, string, object][] = [
  ['moderation', 'the clip is kept back', { response: { raiMediaFilteredCount: 1, raiMediaFilteredReasons: ['Support codes: 29310472'] } }],
  [
    'moderation',
    'the picture is refused',
    { error: { code: 3, message: 'The input image violates the usage guidelines. Support codes: 15236754' } },
  ],
  ['invalid_input', 'the request turns out to be wrong', { error: { code: 3, message: 'Image is too small' } }],
  ['transient', 'the service fails', { error: { code: 13, message: 'Internal error' } }],
  ['rate_limited', 'the service is under high load', { error: { code: 8, message: 'high load' } }],
  ['internal', 'it finishes without a clip', { response: {} }],
]

/** Vertex AI for the fault suite. Its tokens come straight from the server; what it makes are no links. */
export const start: StartFaultVendor = async () => {
  const { server, environment, close } = await openServer(await clip)
  const answering = (place: 'token' | 'create' | 'operation', answer: Answer) => () => {
    server.answers[place] = answer
  }
  const ending = (result: object) => () => {
    server.result = result
  }
  const noGrant = answering('token', { status: 400, body: { error: 'invalid_grant' } })
  const forgotten = answering('operation', problem(404, 'NOT_FOUND', 'no such operation'))
  return {
    definition: veo,
    origin: server.origin,
    environment,
    model: requestOf().model,
    request: { mode: 't2v', durationSeconds: 4 },
    isCreate: (method, path) => method === 'POST' && path.endsWith(':predictLongRunning'),
    jobs: () => server.jobs.length,
    outputsAreLinks: false,
    setOutput: () => undefined,
    faults: [
      ...refusals.map(([kind, name, answer]) => ({ class: kind, name, at: 'submit' as const, begin: answering('create', answer) })),
      { class: 'auth', name: 'the key is not accepted', at: 'submit', begin: noGrant },
      ...ends.map(([kind, name, result]) => ({ class: kind, name, at: 'poll' as const, begin: ending(result) })),
      { class: 'expired', name: 'the operation is forgotten', at: 'poll', begin: forgotten },
    ],
    close,
  }
}
