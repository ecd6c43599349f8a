import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createAccountWatch } from '../src/core/vendor/account-watch.ts'
import { createNotes } from '../src/core/vendor/before-call.ts'
import { answers } from './minimax/answers.ts'
import { createApi } from './minimax/api.ts'
import { theirTimeNow } from './minimax/list-tasks.ts'
import { createPoll } from './minimax/poll.ts'
import { readWebhook } from './minimax/read-webhook.ts'
import { reconcile } from './minimax/reconcile.ts'
import { createSubmit } from './minimax/submit.ts'

const settingsSchema = z.object({
  MINIMAX_API_KEY: z.string().trim().optional(),
  MINIMAX_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * MiniMax's video API by plain requests that are each made once: version 1 for Hailuo and the Director models, version 2 for H3. Neither has
 * a key that would make a create idempotent. Version 1 has no list of its tasks, so that a create of unknown outcome stays unknown; version
 * 2 has one, by which it is looked for where that leaves no doubt. What still waits could be canceled in version 2, but the same call
 * deletes what is done, so that it is not made. Finished clips are links that live for a while.
 * https://platform.minimax.io/docs/api-reference/video-generation-intro and /video-generation-v2-create
 */
export default defineProvider({
  name: 'minimax',
  setup: 'Set MINIMAX_API_KEY; MINIMAX_BASE_URL is https://api.minimaxi.com for an account of the mainland.',
  settings: settingsSchema,
  answers,
  origins: ({ MINIMAX_BASE_URL }) => (MINIMAX_BASE_URL ? [MINIMAX_BASE_URL] : []),
  create: (settings, { fetch, now, cache, log }): Provider | null => {
    const { MINIMAX_API_KEY: apiKey, MINIMAX_BASE_URL: baseUrl = 'https://api.minimax.io' } = settings
    if (!apiKey) return null
    const api = createApi(fetch, { apiKey, baseUrl })
    const accountSince = createAccountWatch({ cache, now }, apiKey)
    const notesOf = (model: string) => createNotes({ look: (signal) => theirTimeNow(api, model, signal), cache, log })

    return {
      name: 'minimax',
      submit: createSubmit({ api, notesOf, accountSince, now }),
      reconcile: (attempt, given, signal, holderOf) =>
        reconcile(attempt, given, { api, notes: notesOf(given.model.target), accountSince, holderOf, now, signal }),
      poll: createPoll(api),
      parseWebhook: async (webhook) => readWebhook(webhook),
    }
  },
})
