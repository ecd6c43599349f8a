import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createTheirClock } from '../src/core/vendor/their-clock.ts'
import { answers } from './fal/answers.ts'
import { createApi, fal } from './fal/api.ts'
import { inspect } from './fal/inspect.ts'
import { createKnown } from './fal/known.ts'
import { mapInput } from './fal/map-input.ts'
import { operationSchema, requestPath } from './fal/operation.ts'
import { insideScheme, openFilm, readStatus } from './fal/read-status.ts'
import { readWebhook } from './fal/read-webhook.ts'
import { submit } from './fal/submit.ts'

const settingsSchema = z.object({
  FAL_KEY: z.string().trim().optional(),
  FAL_QUEUE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * fal: the models of `fal/families.ts`, through its queue by plain requests, each once. A submit whose outcome is not
 * known can be told apart only by its webhook, whose address names the attempt; without a public address it stays
 * unknown. Finished clips are plain links, which the studio fetches without credentials.
 */
export default defineProvider({
  name: 'fal',
  setup: 'Set FAL_KEY; FAL_QUEUE_URL is for another queue than https://queue.fal.run.',
  settings: settingsSchema,
  answers,
  origins: ({ FAL_QUEUE_URL }) => (FAL_QUEUE_URL ? [FAL_QUEUE_URL] : []),
  create: (settings, { fetch, now, log, cache }): Provider | null => {
    const { FAL_KEY: key, FAL_QUEUE_URL: queueUrl = 'https://queue.fal.run' } = settings
    if (!key) return null
    const clock = createTheirClock(now)
    const api = createApi(fetch, { key, queueUrl, clock })
    const known = createKnown(cache, log)

    return {
      name: 'fal',

      submit: (given, attempt) => submit({ api, known, now, log }, given, attempt),

      reconcile: async ({ id }, given) => {
        const [requestId, mapped] = [await known.requestOf(id), mapInput(given)]
        if (requestId === null || 'problem' in mapped) return { kind: 'unknown' }
        return { kind: 'found', operation: { endpoint: mapped.endpoint, requestId, seed: mapped.seed } }
      },

      poll: async (operation, signal) => readStatus(api, operationSchema.parse(operation), signal),

      open: async ({ url }, operation, signal) => {
        signal.throwIfAborted()
        return url.startsWith(insideScheme) ? openFilm(api, operationSchema.parse(operation), url, signal) : null
      },

      cancel: async (operation, signal) => {
        // One that has ended is a 400, ALREADY_COMPLETED: https://fal.ai/docs/inference-api/queue/cancel
        fal.expectCanceled(await api(`${requestPath(operationSchema.parse(operation))}/cancel`, { method: 'PUT', signal }))
      },

      parseWebhook: (webhook) => readWebhook({ fetch, now, clock, cache, known }, webhook),

      inspect: (model, signal) => inspect(fetch, model, signal),
    }
  },
})
