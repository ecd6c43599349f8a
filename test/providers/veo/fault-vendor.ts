import veo from '../../../providers/veo.ts'
import { type FaultLine, faultsOf, faultVendor, type StartFaultVendor } from '../../contracts/fault-vendor.ts'
import { smallClip } from '../../support/small-clip.ts'
import { openServer, requestOf } from './bench.ts'
import { problem } from './server.ts'

const billing = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'BILLING_DISABLED' }

const refusals: FaultLine[] = [
  ['moderation', 'the prompt is refused', problem(400, 'INVALID_ARGUMENT', 'The prompt could not be submitted. Support codes: 58061214')],
  ['invalid_input', 'a setting is refused', problem(400, 'INVALID_ARGUMENT', 'Unsupported resolution')],
  ['auth', 'the project may not use Veo', problem(403, 'PERMISSION_DENIED', 'aiplatform.endpoints.predict denied')],
  ['credits', 'the project has no billing', problem(403, 'PERMISSION_DENIED', 'Billing is disabled', [billing])],
  ['model_gone', 'the model is not there', problem(404, 'NOT_FOUND', 'Publisher model was not found')],
  ['rate_limited', 'the quota is used up', { ...problem(429, 'RESOURCE_EXHAUSTED', 'Quota exceeded'), headers: { 'retry-after': '1' } }],
]

const ends: FaultLine<object>[] = [
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
  const { server, environment, close } = await openServer(await smallClip())
  const noGrant = { status: 400, body: { error: 'invalid_grant' } }
  const forgotten = problem(404, 'NOT_FOUND', 'no such operation')
  return faultVendor(server, {
    definition: veo,
    environment,
    model: requestOf().model,
    request: { mode: 't2v', durationSeconds: 4 },
    isCreate: (method, path) => method === 'POST' && path.endsWith(':predictLongRunning'),
    outputsAreLinks: false,
    refusals,
    faults: [
      ...faultsOf('submit', [['auth', 'the key is not accepted', noGrant]], (answer) => Object.assign(server.answers, { token: answer })),
      ...faultsOf('poll', ends, (result) => Object.assign(server, { result })),
      ...faultsOf('poll', [['expired', 'the operation is forgotten', forgotten]], (answer) =>
        Object.assign(server.answers, { operation: answer }),
      ),
    ],
    close,
  })
}
