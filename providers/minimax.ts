import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { answers } from './minimax/answers.ts'
import { createApi } from './minimax/api.ts'
import { createPoll } from './minimax/poll.ts'
import { readWebhook } from './minimax/read-webhook.ts'
import { createSubmit } from './minimax/submit.ts'

const settingsSchema = z.object({
  MINIMAX_API_KEY: z.string().trim().optional(),
  MINIMAX_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * MiniMax's video API, version 1: Hailuo and the Director models, by plain requests that are each made once. It has no key
 * that would make a create idempotent and no list of these tasks, so a create of unknown outcome stays unknown. Finished
 * clips are links that live for a while. https://platform.minimax.io/docs/api-reference/video-generation-intro
 */
export default defineProvider({
  name: 'minimax',
  setup: 'Set MINIMAX_API_KEY; MINIMAX_BASE_URL is https://api.minimaxi.com for an account of the mainland.',
  settings: settingsSchema,
  answers,
  origins: ({ MINIMAX_BASE_URL }) => (MINIMAX_BASE_URL ? [MINIMAX_BASE_URL] : []),
  create: ({ MINIMAX_API_KEY: apiKey, MINIMAX_BASE_URL: baseUrl = 'https://api.minimax.io' }, { fetch }): Provider | null => {
    if (!apiKey) return null
    const api = createApi(fetch, { apiKey, baseUrl })
    return { name: 'minimax', submit: createSubmit(api), poll: createPoll(api), parseWebhook: async (webhook) => readWebhook(webhook) }
  },
})
