import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { openInside } from '../src/core/vendor/outputs.ts'
import { createApi, vercel } from './vercel/api.ts'
import { askStatus } from './vercel/ask-status.ts'
import { createModelList } from './vercel/model-list.ts'
import { createNotes } from './vercel/notes.ts'
import { operationSchema } from './vercel/operation.ts'
import { publishedPrice } from './vercel/published-price.ts'
import { insideScheme, readStatus } from './vercel/read-status.ts'
import { reconcile, submit } from './vercel/start.ts'

const settingsSchema = z.object({
  AI_GATEWAY_API_KEY: z.string().trim().optional(),
  AI_GATEWAY_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * Vercel's AI Gateway: one key for the models of many vendors, each by `creator/model`. From the source of `@ai-sdk/gateway` 4.0.62
 * (2026-08-22), whose calls these are; nothing was tried against the live service. A start has an idempotency key, so that one whose answer
 * was lost is sent again under the same key (docs/decisions/0014). There is no call that cancels, and its webhooks are signed by a rule that
 * is published nowhere, so that none is asked for.
 */
export default defineProvider({
  name: 'vercel',
  setup: 'Set AI_GATEWAY_API_KEY.',
  settings: settingsSchema,
  origins: ({ AI_GATEWAY_BASE_URL }) => (AI_GATEWAY_BASE_URL ? [AI_GATEWAY_BASE_URL] : []),
  create: (settings, { fetch, now, cache, log }): Provider | null => {
    const { AI_GATEWAY_API_KEY: key, AI_GATEWAY_BASE_URL: baseUrl = 'https://ai-gateway.vercel.sh' } = settings
    if (!key) return null
    const api = createApi(fetch, { key, baseUrl })
    const notes = createNotes({ cache, log, account: `${baseUrl} ${key}` })
    const list = createModelList(api, now)

    return {
      name: 'vercel',

      submit: (given, attempt) => submit({ api, notes }, given, attempt),

      reconcile: (attempt, given, signal) => reconcile({ api, notes, now }, attempt, given, signal),

      poll: async (operation, signal) => askStatus(api, operationSchema.parse(operation), signal),

      open: async ({ url }, operation, signal) => {
        signal.throwIfAborted()
        if (!url.startsWith(insideScheme)) return null
        return openInside(await readStatus(api, operationSchema.parse(operation), signal), insideScheme, url)
      },

      inspect: async ({ target }, signal) => {
        const models = await list(signal)
        return models.has(target) ? { kind: 'available', drift: [] } : { kind: 'unavailable', reason: vercel.notListed(target) }
      },

      prices: async ({ target }, signal) => publishedPrice((await list(signal)).get(target)),
    }
  },
})
