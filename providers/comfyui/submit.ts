import { z } from 'zod'
import type { Log } from '../../src/core/log.ts'
import type { ProviderRequest, SubmitAttempt, SubmitResult } from '../../src/core/provider.ts'
import type { VendorCall } from '../../src/core/vendor/call.ts'
import { misfit, paidCall, readCreated, rejected, stopped, unprepared } from '../../src/core/vendor/paid-call.ts'
import { comfyui } from './api.ts'
import { fill, put } from './fill.ts'
import { operationSchema } from './operation.ts'
import { promptIdOf } from './prompt-id.ts'
import { refusal } from './refusal.ts'
import { upload } from './upload.ts'
import type { Graph, Workflow } from './workflow.ts'

/** How long the uploads may take, all together, and how long the answer to the one call that begins a job. */
export const prepareMs = 60_000
export const createMs = 30_000

interface SubmitTools {
  api: VendorCall
  log: Log
  clientId(): Promise<string>
}

const answerSchema = z.object({ prompt_id: operationSchema.shape.id, node_errors: z.unknown() })

/** Fills the workflow, uploads its files, and makes the one call that begins a job. Nothing before that call begins anything. */
export const submit = async (
  tools: SubmitTools,
  given: ProviderRequest,
  workflow: Workflow,
  { id, signal }: SubmitAttempt,
): Promise<SubmitResult> => {
  const promptId = promptIdOf(id)
  const filled = fill(given, workflow, promptId)
  if ('problem' in filled) return misfit(filled.problem)
  const { graph, files } = filled
  let clientId: string
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(prepareMs)])
    for (const { input, targets } of files) {
      const uploaded = await upload(tools.api, input, workflow, patience)
      if ('error' in uploaded) return rejected(uploaded.error)
      put(graph, targets, uploaded.name)
    }
    clientId = await tools.clientId()
  } catch (error) {
    return unprepared(error, comfyui.unreached, signal)
  }
  if (signal.aborted) return stopped
  return begin(tools, { prompt: graph, prompt_id: promptId, client_id: clientId }, workflow, signal)
}

const begin = async (
  { api, log }: SubmitTools,
  body: { prompt: Graph; prompt_id: string; client_id: string },
  workflow: Workflow,
  signal: AbortSignal,
): Promise<SubmitResult> => {
  const accepted = (id: string): SubmitResult => ({ kind: 'accepted', operation: { id, workflow: workflow.name } })
  return paidCall(async () => {
    const response = await api('prompt', { method: 'POST', json: body, timeoutMs: createMs, signal })
    // The id is the attempt's own, so that a job which has it already is this one.
    if (response.status === 409) return accepted(body.prompt_id)
    return readCreated(response, {
      refusal: (answer, text) => refusal(answer, text, workflow),
      schema: answerSchema,
      accept: ({ prompt_id: id, node_errors: errors }) => {
        // Old versions give ids of their own: there a broken submit cannot be looked up.
        if (id !== body.prompt_id) log.warn({ id }, 'this ComfyUI does not keep the ids that it is given; update it')
        if (typeof errors === 'object' && errors !== null && Object.keys(errors).length > 0) {
          log.warn({ id, workflow: workflow.name, nodes: Object.keys(errors) }, 'a part of the workflow is not valid and is left out')
        }
        return accepted(id)
      },
    })
  }, comfyui.unreached)
}
