import { z } from 'zod'
import type { Provider, SubmitResult } from '../../src/core/provider.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { unreadable } from '../../src/core/vendor/request-files.ts'
import { say } from '../../src/core/words/sentence.ts'
import type { Access } from './access.ts'
import { type VeoApi, veo } from './api.ts'
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
    const { target } = given.model
    const model = operationSchema.shape.model.safeParse(target)
    if (!model.success) return misfit(say('provider.badTarget', { vendor: veo.name, target }))
    if (signal.aborted) return stopped
    const mapped = await mapRequest(given).catch((error: unknown) => unprepared(error, unreadable, signal))
    if ('kind' in mapped) return mapped
    if ('problem' in mapped) return misfit(mapped.problem)
    const granted = await access()
    if ('error' in granted) return rejected(granted.error)
    if (signal.aborted) return stopped
    return create(api, model.data, { token: granted.token, json: mapped.body, signal })
  }

const create = (api: VeoApi, model: string, call: { token: string; json: object; signal: AbortSignal }): Promise<SubmitResult> =>
  paidCall(async () => {
    const response = await api(`${model}:predictLongRunning`, { ...call, timeoutMs: createMs })
    return readCreated(response, {
      refusal,
      schema: createdSchema,
      accept: ({ name }) => ({ kind: 'accepted', operation: { name, model } }),
    })
  }, veo.unreached)
