import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createAccountWatch } from '../src/core/vendor/account-watch.ts'
import { createNotes } from '../src/core/vendor/before-call.ts'
import { baseUrlOf } from '../src/core/vendor/call.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { answers } from './videogen/answers.ts'
import { createApi, videogen } from './videogen/api.ts'
import { newest } from './videogen/list-since.ts'
import { executionSchema, readStatus } from './videogen/read-status.ts'
import { reconcile } from './videogen/reconcile.ts'
import { submit } from './videogen/submit.ts'

const settingsSchema = z.object({
  VIDEOGEN_API_KEY: z.string().trim().optional(),
  VIDEOGEN_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

const operationSchema = z.object({ id: z.string().regex(/^[\w-]+$/) })

/**
 * VideoGen: one short clip, by whichever model it routes to. From its OpenAPI document as a third party keeps it
 * (api-evangelist/videogen-io, 2026-10-02); nothing was tried against the live service. It takes no seed and no external
 * id: a submit of unknown outcome is looked for by the list of executions, where that leaves no doubt. Its webhooks are set
 * up for an account, not for a request, so that they cannot name an attempt. Finished clips are signed links, which the
 * studio fetches without credentials.
 */
export default defineProvider({
  name: 'videogen',
  setup: 'Set VIDEOGEN_API_KEY.',
  settings: settingsSchema,
  answers,
  origins: ({ VIDEOGEN_BASE_URL }) => (VIDEOGEN_BASE_URL ? [VIDEOGEN_BASE_URL] : []),
  create: (settings, { fetch, fetchNamed, now, cache, log }): Provider | null => {
    const { VIDEOGEN_API_KEY: key, VIDEOGEN_BASE_URL: address = 'https://api.videogen.io' } = settings
    if (!key) return null
    const baseUrl = baseUrlOf(address)
    const api = createApi(fetch, { key, baseUrl })
    const accountSince = createAccountWatch({ cache, now }, key)
    const notes = createNotes({ look: (signal) => newest(api, signal), cache, log })

    return {
      name: 'videogen',

      submit: (given, attempt) => submit({ api, fetchNamed, baseUrl, notes, accountSince }, given, attempt),

      reconcile: (attempt, _given, signal, holderOf) => reconcile(attempt, { api, notes, accountSince, holderOf, now, signal }),

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
