import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createApi, readAnswer } from './videogen/api.ts'
import { executionSchema, readStatus } from './videogen/read-status.ts'
import { submit } from './videogen/submit.ts'

const settingsSchema = z.object({
  VIDEOGEN_API_KEY: z.string().trim().optional(),
  VIDEOGEN_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/** There is nothing to cancel: it is unknown, or has ended already. */
const nothingToCancel = new Set([400, 404, 409, 410, 422])

/**
 * VideoGen: one short clip, by whichever model it routes to. From its OpenAPI document as a third party keeps it
 * (api-evangelist/videogen-io, 2026-10-02); nothing was tried against the live service. It takes no seed and no external
 * id, so that a submit of unknown outcome stays unknown; its webhooks are set up for an account, not for a request, so
 * that they cannot name an attempt. Finished clips are signed links, which the studio fetches without credentials.
 */
export default defineProvider({
  name: 'videogen',
  setup: 'Set VIDEOGEN_API_KEY.',
  settings: settingsSchema,
  origins: ({ VIDEOGEN_BASE_URL }) => (VIDEOGEN_BASE_URL ? [VIDEOGEN_BASE_URL] : []),
  create: (settings, { fetch, fetchNamed }): Provider | null => {
    const { VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: address = 'https://api.videogen.io' } = settings
    if (!key) return null
    const baseUrl = new URL(address.endsWith('/') ? address : `${address}/`)
    const api = createApi(fetch, { key, baseUrl })

    return {
      name: 'videogen',

      submit: (given, attempt) => submit({ api, fetchNamed, baseUrl }, given, attempt),

      poll: async (operation, signal) => {
        const response = await api(`tools/executions/${operationSchema.parse(operation).id}`, { signal })
        if (response.status === 404) return gone
        return readStatus(await readAnswer(response, executionSchema))
      },

      cancel: async (operation, signal) => {
        const response = await api(`tools/executions/${operationSchema.parse(operation).id}/cancel`, { method: 'POST', signal })
        if (!nothingToCancel.has(response.status)) await readAnswer(response, z.unknown())
      },
    }
  },
})

const gone = {
  kind: 'failed',
  error: { class: 'expired', message: 'VideoGen does not know this clip any more; make it again.' },
} as const
