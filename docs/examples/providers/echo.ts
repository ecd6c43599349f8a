import { z } from 'zod'
import type { Json } from '../../../src/core/json.ts'
import { defineProvider, type Provider, type ProviderError } from '../../../src/core/provider.ts'
import { baseUrlOf, createCall } from '../../../src/core/vendor/call.ts'
import { paidCall, rejected } from '../../../src/core/vendor/paid-call.ts'

// Only what is read is checked: a vendor may add fields at any time.
const jobSchema = z.object({ id: z.string() })
const stateSchema = z.object({
  status: z.enum(['running', 'succeeded', 'failed', 'canceled']),
  progress: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
})

const busy: ProviderError = { class: 'rate_limited', message: 'Echo is busy.', retryAfterMs: 5_000 }
const refused: ProviderError = { class: 'moderation', message: 'Echo refused this prompt; change it.' }
const unreached: ProviderError = { class: 'transient', message: 'Echo cannot be reached; nothing was charged, please try again.' }
const noClip: ProviderError = { class: 'internal', message: 'Echo made no clip; try again.' }

/** Echo, a service with four calls: begin a job, find it by our own id, ask how far it is, stop it. */
export default defineProvider({
  name: 'echo',
  setup: 'Set ECHO_URL to the base URL of your Echo server.',
  settings: z.object({ ECHO_URL: z.url().optional() }),
  // Clips may be fetched from there although its address is private.
  origins: ({ ECHO_URL }) => (ECHO_URL ? [ECHO_URL] : []),
  create: ({ ECHO_URL: base }, { fetch }): Provider | null => {
    if (!base) return null
    // To Echo alone, once, within half a minute, and no redirect.
    const call = createCall(fetch, { base: baseUrlOf(base), name: 'Echo' })
    const jobPath = (operation: Json): string => `jobs/${jobSchema.parse(operation).id}`

    return {
      name: 'echo',

      async submit({ request, model }, { id, signal }) {
        const { prompt, seed, durationSeconds, aspectRatio } = request
        const json = { attempt: id, model: model.target, prompt, seed, durationSeconds, aspectRatio }
        // Whatever breaks it: only what certainly never left is a rejection.
        return paidCall(async () => {
          const response = await call('jobs', { method: 'POST', json, signal })
          if (response.status === 429) return rejected(busy)
          if (response.status === 422) return rejected(refused)
          // Any other answer may have begun a job. It is asked for, never begun again.
          if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
          return { kind: 'accepted', operation: jobSchema.parse(await response.json()) }
        }, unreached)
      },

      async reconcile({ id }, _request, signal) {
        const response = await call(`attempts/${id}`, { signal })
        if (response.status === 404) return { kind: 'absent' }
        return response.ok ? { kind: 'found', operation: jobSchema.parse(await response.json()) } : { kind: 'unknown' }
      },

      async poll(operation, signal) {
        const response = await call(jobPath(operation), { signal })
        // Thrown, it is asked again.
        if (!response.ok) throw new Error(`HTTP ${response.status}`)
        const { status, progress, output, error } = stateSchema.parse(await response.json())
        if (status === 'running') return { kind: 'running', progress }
        if (status === 'canceled') return { kind: 'canceled' }
        if (status === 'failed' || !output) return { kind: 'failed', error: { ...noClip, detail: error } }
        return { kind: 'succeeded', outputs: [{ url: output }] }
      },

      async cancel(operation, signal) {
        await call(jobPath(operation), { method: 'DELETE', signal })
      },
    }
  },
})
