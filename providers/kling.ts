import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createAccountWatch } from '../src/core/vendor/account-watch.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { answers } from './kling/answers.ts'
import { createApi, isUnknown, kling, readData, readEnvelope } from './kling/api.ts'
import { readStatus } from './kling/read-status.ts'
import { readWebhook } from './kling/read-webhook.ts'
import { reconcile } from './kling/reconcile.ts'
import { submit } from './kling/submit.ts'
import { kindOf, operationSchema, pathOf, taskSchema } from './kling/task.ts'

const settingsSchema = z.object({
  KLING_ACCESS_KEY: z.string().trim().optional(),
  KLING_SECRET_KEY: z.string().trim().optional(),
  KLING_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * Kling, by its direct API for callers outside of China. A task bears the attempt's id as its `external_task_id`. Kling has no
 * call to stop a task. Finished clips are plain links that last for 30 days.
 */
export default defineProvider({
  name: 'kling',
  setup: 'Set KLING_ACCESS_KEY and KLING_SECRET_KEY to a key pair of klingai.com.',
  settings: settingsSchema,
  answers,
  origins: ({ KLING_BASE_URL }) => (KLING_BASE_URL ? [KLING_BASE_URL] : []),
  create: (settings, { fetch, now, cache }): Provider | null => {
    const { KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey } = settings
    const { KLING_BASE_URL: baseUrl = 'https://api-singapore.klingai.com' } = settings
    if (!accessKey || !secretKey) return null
    const api = createApi(fetch, { accessKey, secretKey, baseUrl, now })
    const accountSince = createAccountWatch({ cache, now }, accessKey)

    return {
      name: 'kling',

      submit: (given, attempt) => submit({ api, accountSince, now }, given, attempt),

      reconcile: async (attempt, { request }, signal) => {
        const kind = kindOf(request.mode)
        if (!kind) return { kind: 'unknown' }
        return reconcile(attempt, kind, { api, accountSince, now, signal }).catch((error: unknown) => {
          throw kling.asFault(error)
        })
      },

      poll: async (operation, signal) => {
        const { kind, id } = operationSchema.parse(operation)
        try {
          const response = await api(pathOf(kind, id), { signal })
          const envelope = await readEnvelope(response)
          if (isUnknown(envelope)) return kling.gone
          const task = readData(response, envelope, taskSchema)
          return ofSameId(readStatus(task), id, task.task_id, kling.unanswered)
        } catch (error) {
          throw kling.asFault(error)
        }
      },

      parseWebhook: async (webhook) => readWebhook(webhook),
    }
  },
})
