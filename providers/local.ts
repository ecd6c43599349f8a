import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import type { Json } from '../src/core/json.ts'
import { modeFacts } from '../src/core/mode-facts.ts'
import { defineProvider, type ProviderRequest, type ProviderTools, type SubmitResult } from '../src/core/provider.ts'
import type { InputRole, Mode } from '../src/core/request.ts'
import { misfit } from '../src/core/vendor/paid-call.ts'
import { say } from '../src/core/words/sentence.ts'
import { type Job, jobSchema, longestSide, longestSourceSeconds } from './local/job.ts'
import { Jobs } from './local/jobs.ts'
import { noteOf } from './local/note.ts'
import { Renders } from './local/renders.ts'
import { streamFile } from './local/stream-file.ts'
import { upscaledSize } from './local/upscaled-size.ts'

/** What it draws with: a new number whenever the same request would give another picture. */
const modelVersion = 'preview-2'
const keptMs = 24 * 60 * 60_000

const settingsSchema = z.object({
  /** How much longer a render takes, in milliseconds: to try out slow providers. */
  MOODREEL_LOCAL_DELAY_MS: z.coerce.number().int().min(0).max(3_600_000).default(0),
})

const operationSchema = z.object({ id: z.string() })
const idOf = (operation: Json): string => operationSchema.parse(operation).id

/**
 * The preview renderer: draws clips and stills on this machine, without any model and without an account. A job is a folder
 * with the id of its attempt; a poll draws whatever is not drawn yet, so a job outlives the process that took it.
 */
export default defineProvider({
  name: 'local',
  setup: 'Always on; MOODREEL_LOCAL_DELAY_MS makes its renders slower, to try out waiting.',
  settings: settingsSchema,
  create: (settings, tools) => {
    const jobs = new Jobs(tools.folder)
    const renders = new Renders(jobs, { log: tools.log, delayMs: settings.MOODREEL_LOCAL_DELAY_MS })
    const swept = sweep(jobs, tools)

    return {
      name: 'local',

      submit: async (given, attempt) => {
        const checked = check(given)
        if ('kind' in checked) return checked
        if (attempt.signal.aborted) return { kind: 'unknown', reason: 'stopped before the job was kept' }
        const inputs = await Promise.all(given.inputs.map(async (input) => ({ role: input.role, bytes: await input.read() })))
        const kept = await jobs.keep(attempt.id, checked.request, inputs, attempt.signal)
        return kept ? { kind: 'accepted', operation: { id: attempt.id } } : { kind: 'unknown', reason: 'stopped before the job was kept' }
      },

      reconcile: async (attempt, _request, signal) => {
        signal.throwIfAborted()
        const { kind } = await jobs.find(attempt.id)
        return kind === 'absent' ? { kind } : { kind: 'found', operation: { id: attempt.id } }
      },

      poll: async (operation, signal) => {
        signal.throwIfAborted()
        const id = idOf(operation)
        const busy = renders.statusOf(id)
        if (busy) return busy
        const state = await jobs.find(id)
        switch (state.kind) {
          case 'finished':
            return {
              kind: 'succeeded',
              outputs: [{ url: `local:${id}` }],
              // To make something larger nothing is left to chance.
              seed: modeFacts[state.job.request.mode].upscales ? null : state.job.request.seed,
              modelVersion,
              notes: [noteOf(state.job)],
            }
          case 'failed':
          case 'canceled':
            return state
          case 'absent':
            return { kind: 'failed', error: { class: 'expired', message: say('provider.previewGone') } }
          case 'open':
            renders.start(id)
            return renders.statusOf(id) ?? { kind: 'queued' }
        }
      },

      cancel: async (operation, signal) => {
        signal.throwIfAborted()
        const id = idOf(operation)
        const { kind } = await jobs.find(id)
        if (kind !== 'open') return
        await jobs.cancel(id)
        await renders.end(id)
      },

      open: async (output, operation, signal) => {
        signal.throwIfAborted()
        const id = idOf(operation)
        if (output.url !== `local:${id}`) throw new TypeError('the output does not belong to the operation')
        const found = await jobs.find(id)
        if (found.kind !== 'finished') throw new MoodreelError('not_found', say('provider.previewGone'))
        return streamFile(jobs.outputOf(id, found.job), signal)
      },

      stop: async () => {
        await renders.stop()
        await swept
      },
    }
  },
})

/** Jobs of days ago make room. A failure to do so is told and is no reason not to work. */
const sweep = async (jobs: Jobs, { now, log }: ProviderTools): Promise<void> => {
  try {
    await jobs.sweep(now() - keptMs)
  } catch (error) {
    log.warn({ error }, 'old preview jobs could not be removed')
  }
}

const usableRoles: Record<Mode, InputRole[]> = {
  t2v: [],
  i2v: ['firstFrame', 'lastFrame'],
  v2v: ['video'],
  t2i: [],
  i2i: ['firstFrame', 'mask'],
  'upscale-video': ['video'],
  'upscale-still': ['firstFrame'],
}

/** Whether what is to be made is larger than it draws. */
const isTooLarge = ({ request, inputs }: ProviderRequest): boolean => {
  const { source, makes, upscales } = modeFacts[request.mode]
  const given = inputs.find(({ role }) => role === source)
  if (!given || (makes === 'video' && !upscales)) return false
  const { width, height } = upscales ? upscaledSize(request, given) : given
  return Math.max(width, height) > longestSide[makes]
}

/** The request as a job keeps it, or why it cannot be drawn. */
const check = ({ request, model, inputs }: ProviderRequest): SubmitResult | { request: Job['request'] } => {
  const has = (role: (typeof inputs)[number]['role'], kind: 'image' | 'video') =>
    inputs.some((input) => input.role === role && input.kind === kind)
  // A redrawn video keeps its own length and rate, whatever the request says of them.
  const { durationSeconds: _, fps: __, ...own } = request
  const { source } = modeFacts[request.mode]
  const parsed = jobSchema.shape.request.safeParse(source === 'video' ? own : request)
  if (!parsed.success) {
    const detail = z.prettifyError(parsed.error)
    return { kind: 'rejected', error: { class: 'invalid_input', message: say('provider.previewSettings'), detail } }
  }
  const { mode } = parsed.data
  if (source === 'firstFrame' && !has('firstFrame', 'image')) return misfit(say('provider.previewPicture'))
  if (source === 'video' && !has('video', 'video')) return misfit(say('provider.previewVideo'))
  if (inputs.some(({ role }) => !usableRoles[mode].includes(role))) return misfit(say('provider.previewFile'))
  if (inputs.some((input) => input.role === 'video' && input.durationSeconds > longestSourceSeconds + 0.5)) {
    return misfit(say('provider.previewLength', { seconds: longestSourceSeconds }))
  }
  if (isTooLarge({ request, model, inputs })) {
    return misfit(say('provider.previewTooLarge', { pixels: longestSide[modeFacts[mode].makes] }))
  }
  return { request: parsed.data }
}
