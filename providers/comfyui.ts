import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { defineProvider, type Provider, type ProviderStatus, type SubmitResult } from '../src/core/provider.ts'
import { baseUrlOf } from '../src/core/vendor/call.ts'
import { rejected } from '../src/core/vendor/paid-call.ts'
import { say } from '../src/core/words/sentence.ts'
import { answers } from './comfyui/answers.ts'
import { comfyui, createApi, expectGood } from './comfyui/api.ts'
import { cancel } from './comfyui/cancel.ts'
import { findJob } from './comfyui/find-job.ts'
import { inspect, missing } from './comfyui/inspect.ts'
import { operationSchema } from './comfyui/operation.ts'
import { Progress } from './comfyui/progress.ts'
import { readEntry } from './comfyui/read-entry.ts'
import { readWorkflows } from './comfyui/read-workflows.ts'
import { reconcile } from './comfyui/reconcile.ts'
import { submit } from './comfyui/submit.ts'

const settingsSchema = z
  .object({
    COMFYUI_URL: z
      .url({ protocol: /^https?$/ })
      .refine((url) => URL.parse(url)?.username === '')
      .optional(),
    MOODREEL_CONFIG_DIR: z.string().trim().optional(),
  })
  // The files are read here, so that one that does not fit ends the start.
  .transform(({ COMFYUI_URL: url, MOODREEL_CONFIG_DIR: folder }) => (url ? { url, workflows: readWorkflows(folder) } : null))

const keptMs = 30 * 24 * 3_600_000

/**
 * The operator's own ComfyUI. A row's `target` names a workflow of `config/comfyui`: a graph and where the words of a
 * request go in it. Routes: https://docs.comfy.org/development/comfyui-server/comms_routes and ComfyUI's server.py.
 */
export default defineProvider({
  name: 'comfyui',
  setup: 'Set COMFYUI_URL to the address of your ComfyUI, such as http://127.0.0.1:8188.',
  settings: settingsSchema,
  answers,
  create: (settings, { fetch, now, log, cache }): Provider | null => {
    if (!settings) return null
    const api = createApi(fetch, settings.url)
    const progress = new Progress(baseUrlOf(settings.url), log)
    const { workflows } = settings

    /** The name that ComfyUI sends progress to; the same after a restart, so that running jobs are heard again. */
    const clientId = async (): Promise<string> => {
      const kept = await cache.get('client-id')
      if (typeof kept === 'string') return kept
      const id = crypto.randomUUID()
      await cache.set('client-id', id, keptMs)
      return id
    }

    return {
      name: 'comfyui',

      submit: async (given, attempt): Promise<SubmitResult> => {
        const { target } = given.model
        const workflow = workflows.get(target)
        if (!workflow) return rejected(comfyui.refused('model_gone', { message: say('provider.noWorkflow', { workflow: target }) }))
        return submit({ api, log, clientId }, given, workflow, attempt)
      },

      reconcile: (attempt, { model }, signal) => reconcile(attempt, model.target, { api, now, signal }),

      poll: async (operation, signal): Promise<ProviderStatus> => {
        const { id, workflow } = operationSchema.parse(operation)
        const job = await findJob(api, id, signal)
        if (job.kind === 'queued' || job.kind === 'running') progress.watch(id, await clientId())
        else progress.forget(id)
        if (job.kind === 'queued') return job
        if (job.kind === 'running') return { kind: 'running', progress: progress.of(id, job.graph) }
        if (job.kind === 'ended') return readEntry(job.entry, workflows.get(workflow))
        return (await cache.get(`canceled/${id}`)) === true ? { kind: 'canceled' } : comfyui.gone
      },

      cancel: async (operation, signal) => {
        const { id } = operationSchema.parse(operation)
        // A job that is taken out of the queue leaves no trace at ComfyUI.
        if ((await cancel(api, id, signal)) === 'deleted') await cache.set(`canceled/${id}`, true, keptMs)
      },

      open: async ({ url }, _operation, signal) => {
        const { protocol, searchParams } = new URL(url)
        if (protocol !== 'comfyui:') throw new MoodreelError('fetch_refused', say('provider.foreignAddress', vendor))
        const response = expectGood(await api(`view?${searchParams}`, { signal, timeoutMs: null }))
        if (!response.body) throw new MoodreelError('provider_failed', say('provider.clipEmpty', vendor))
        return response.body
      },

      inspect: async ({ target }, signal) => {
        const workflow = workflows.get(target)
        if (!workflow) return { kind: 'unavailable', reason: say('provider.workflowMissing', { workflow: target }) }
        return inspect(api, workflow, signal)
      },

      missing: async ({ target }, signal) => {
        const workflow = workflows.get(target)
        return workflow ? missing(api, workflow, signal) : [say('provider.noWorkflow', { workflow: target })]
      },

      stop: async () => progress.stop(),
    }
  },
})

const vendor = { vendor: comfyui.name }
