import { z } from 'zod'
import { defineProvider, type Provider, type ProviderStatus } from '../../../../src/core/provider.ts'

const jobSchema = z.object({ id: z.string() })
const hintSchema = z.object({ event: z.string(), job: z.string() })
const statusSchema = z.object({
  status: z.enum(['running', 'succeeded', 'failed', 'canceled']),
  output: z.string().optional(),
  costUsd: z.number().optional(),
})

/** An operator's drop-in provider that talks to the vendor of the load and chaos benches (`bench/cluster/vendor.ts`). */
export default defineProvider({
  name: 'vendor',
  setup: 'Set MOODREEL_BENCH_VENDOR_URL to the base URL of the benches’ vendor.',
  settings: z.object({ MOODREEL_BENCH_VENDOR_URL: z.url().optional() }),
  origins: (settings) => (settings.MOODREEL_BENCH_VENDOR_URL ? [settings.MOODREEL_BENCH_VENDOR_URL] : []),
  create: ({ MOODREEL_BENCH_VENDOR_URL: base }, { fetch }): Provider | null => {
    if (!base) return null
    const call = (path: string, init?: RequestInit): Promise<Response> => fetch(new URL(path, base), init)
    return {
      name: 'vendor',
      async submit({ request }, { id: attempt, webhookUrl, signal }) {
        try {
          const { prompt, seed } = request
          const response = await call('/jobs', { method: 'POST', body: JSON.stringify({ attempt, prompt, seed, webhookUrl }), signal })
          if (response.status === 429)
            return { kind: 'rejected', error: { class: 'rate_limited', message: 'The provider is busy.', retryAfterMs: 200 } }
          if (response.status === 422)
            return { kind: 'rejected', error: { class: 'moderation', message: 'The provider refused this prompt; change it.' } }
          if (!response.ok) return { kind: 'unknown', reason: `HTTP ${response.status}` }
          return { kind: 'accepted', operation: jobSchema.parse(await response.json()) }
        } catch (error) {
          return { kind: 'unknown', reason: error instanceof Error ? error.message : 'no answer' }
        }
      },
      async reconcile(attempt, _request, signal) {
        const response = await call(`/attempts/${attempt.id}`, { signal })
        if (response.status === 404) return { kind: 'absent' }
        if (!response.ok) return { kind: 'unknown' }
        return { kind: 'found', operation: jobSchema.parse(await response.json()) }
      },
      async poll(operation, signal): Promise<ProviderStatus> {
        const response = await call(`/jobs/${jobSchema.parse(operation).id}`, { signal })
        if (!response.ok) throw new Error(`HTTP ${response.status}`)
        const { status, output, costUsd } = statusSchema.parse(await response.json())
        if (status === 'running') return { kind: 'running' }
        if (status === 'canceled') return { kind: 'canceled', costUsd }
        if (status === 'failed')
          return {
            kind: 'failed',
            error: { class: 'internal', message: 'The vendor could not make this clip; try another prompt.' },
            costUsd,
          }
        return { kind: 'succeeded', outputs: output ? [{ url: output }] : [], costUsd }
      },
      async cancel(operation, signal) {
        await call(`/jobs/${jobSchema.parse(operation).id}`, { method: 'DELETE', signal })
      },
      async parseWebhook({ rawBody }) {
        const { event, job } = hintSchema.parse(JSON.parse(new TextDecoder().decode(rawBody)))
        return { kind: 'moved', eventId: event, operation: { id: job } }
      },
    }
  },
})
