import { z } from 'zod'
import type { Provider, ProviderError, SubmitResult } from '../../src/core/provider.ts'
import { isRefusal, paidCall, rejected, stopped } from '../../src/core/vendor/paid-call.ts'
import { bodyOf } from '../../src/core/vendor/read-answer.ts'
import { reasonOf } from '../../src/core/vendor/wire-fault.ts'
import type { Access } from './access.ts'
import type { VeoApi } from './api.ts'
import { mapRequest } from './map-request.ts'
import { operationSchema } from './operation.ts'
import { refusal } from './refusal.ts'

/** Pictures go up inside the request, and lines are slow. */
const createMs = 120_000

const createdSchema = z.object({ name: z.string().min(1) })

/**
 * Maps a request, gets a token, and makes the one paid call. Whatever fails before that call is a rejection; what becomes of
 * the call itself is unknown unless Google answers 2xx or 4xx, or was certainly never reached.
 */
export const createSubmit =
  (api: VeoApi, access: Access): Provider['submit'] =>
  async (given, { signal }) => {
    const model = operationSchema.shape.model.safeParse(given.model.target)
    if (!model.success) return rejected({ class: 'invalid_input', message: 'That is no name of a Veo model; tell the operator.' })
    if (signal.aborted) return stopped
    const mapped = await mapRequest(given).catch(unreadable)
    if ('error' in mapped) return rejected(mapped.error)
    if ('problem' in mapped) return rejected({ class: 'invalid_input', message: mapped.problem })
    const granted = await access()
    if ('error' in granted) return rejected(granted.error)
    if (signal.aborted) return stopped
    return create(api, model.data, { token: granted.token, json: mapped.body, signal })
  }

const create = (api: VeoApi, model: string, call: { token: string; json: object; signal: AbortSignal }): Promise<SubmitResult> =>
  paidCall(async () => {
    const response = await api(`${model}:predictLongRunning`, { ...call, timeoutMs: createMs })
    if (isRefusal(response.status)) return rejected(refusal(response, await bodyOf(response)))
    if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
    const created = createdSchema.safeParse(await response.json())
    return created.success
      ? { kind: 'accepted', operation: { name: created.data.name, model } }
      : { kind: 'unknown', reason: `HTTP ${response.status} without a name: ${z.prettifyError(created.error)}` }
  }, unreached)

const unreached: ProviderError = { class: 'transient', message: 'Veo cannot be reached; nothing was charged, please try again.' }

const unreadable = (error: unknown): { error: ProviderError } => ({
  error: { class: 'transient', message: 'A picture of this request could not be read; please try again.', detail: reasonOf(error) },
})
