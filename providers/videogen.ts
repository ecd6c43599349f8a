import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { baseUrlOf } from '../src/core/vendor/call.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { answers } from './videogen/answers.ts'
import { createApi, videogen } from './videogen/api.ts'
import { executionSchema, readStatus } from './videogen/read-status.ts'
import { submit } from './videogen/submit.ts'

const settingsSchema = z.object({
  VIDEOGEN_API_KEY: z.string().trim().optional(),
  VIDEOGEN_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

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
  answers,
  origins: ({ VIDEOGEN_BASE_URL }) => (VIDEOGEN_BASE_URL ? [VIDEOGEN_BASE_URL] : []),
  create: (settings, { fetch, fetchNamed }): Provider | null => {
    const { VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: address = 'https://api.videogen.io' } = settings
    if (!key) return null
    const baseUrl = baseUrlOf(address)
    const api = createApi(fetch, { key, baseUrl })

    return {
      name: 'videogen',

      submit: (given, attempt) => submit({ api, fetchNamed, baseUrl }, given, attempt),

      poll: async (operation, signal) => {
        const { id } = operationSchema.parse(operation)
        const response = await api(`tools/executions/${id}`, { signal })
        if (response.status === 404) return videogen.gone
        const execution = await videogen.readAnswer(response, executionSchema)
        return ofSameId(readStatus(execution), id, execution.toolExecutionId, videogen.unanswered)
      },

      cancel: async (operation, signal) => {
        videogen.expectCanceled(await api(`tools/executions/${operationSchema.parse(operation).id}/cancel`, { method: 'POST', signal }))
      },
    }
  },
})
