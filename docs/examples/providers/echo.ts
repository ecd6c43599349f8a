import { z } from 'zod'
import type { Json } from '../../../src/core/json.ts'
import { defineProvider, type Provider } from '../../../src/core/provider.ts'
import { baseUrlOf, createCall } from '../../../src/core/vendor/call.ts'
import { classOfStatus } from '../../../src/core/vendor/class-of-status.ts'
import { paidCall, readCreated } from '../../../src/core/vendor/paid-call.ts'
import { reasonIn } from '../../../src/core/vendor/reason.ts'
import { vendorNamed } from '../../../src/core/vendor/vendor-named.ts'

// Only what is read is checked: a vendor may add fields at any time.
const jobSchema = z.object({ id: z.string() })
const stateSchema = z.object({
  status: z.enum(['running', 'succeeded', 'failed', 'canceled']),
  progress: z.number().optional(),
  output: z.string().optional(),
  error: z.string().optional(),
})

// What goes wrong at a vendor is said alike for all of them, in the language of who reads it.
const echo = vendorNamed('Echo')

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
    const call = createCall(fetch, { base: baseUrlOf(base), name: echo.name })
    const jobPath = (operation: Json): string => `jobs/${jobSchema.parse(operation).id}`

    return {
      name: 'echo',

      async submit({ request, model }, { id, signal }) {
        const { prompt, seed, durationSeconds, aspectRatio } = request
        const json = { attempt: id, model: model.target, prompt, seed, durationSeconds, aspectRatio }
        // Whatever breaks it: only what certainly never left is a rejection.
        return paidCall(async () => {
          const response = await call('jobs', { method: 'POST', json, signal })
          // A 4xx refuses. Any other answer without a job may have begun one: it is asked for, never begun again.
          return readCreated(response, {
            refusal: ({ status, headers }, body) =>
              // Echo has a status of its own for a prompt that it does not like.
              echo.refused(status === 422 ? 'moderation' : classOfStatus(status), { reason: reasonIn(body), headers }),
            schema: jobSchema,
            accept: (operation) => ({ kind: 'accepted', operation }),
          })
        }, echo.unreached)
      },

      async reconcile({ id }, _request, signal) {
        const response = await call(`attempts/${id}`, { signal })
        if (response.status === 404) return { kind: 'absent' }
        return response.ok ? { kind: 'found', operation: jobSchema.parse(await response.json()) } : { kind: 'unknown' }
      },

      async poll(operation, signal) {
        const response = await call(jobPath(operation), { signal })
        if (response.status === 404) return echo.gone
        // Throws for an answer that is none, and then it is asked again.
        const { status, progress, output, error } = await echo.readAnswer(response, stateSchema)
        if (status === 'running') return { kind: 'running', progress }
        if (status === 'canceled') return { kind: 'canceled' }
        if (status === 'failed') return { kind: 'failed', error: echo.failed('internal', { reason: reasonIn(error) }) }
        return output ? { kind: 'succeeded', outputs: [{ url: output }] } : echo.noClip
      },

      async cancel(operation, signal) {
        echo.expectCanceled(await call(jobPath(operation), { method: 'DELETE', signal }))
      },
    }
  },
})
