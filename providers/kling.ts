import { z } from 'zod'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { createAccountWatch } from '../src/core/vendor/account-watch.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { answers } from './kling/answers.ts'
import { createApi, isUnknown, kling, readData, readEnvelope } from './kling/api.ts'
import { createAuthorize } from './kling/authorize.ts'
import { inspect } from './kling/inspect.ts'
import { readStatus } from './kling/read-status.ts'
import { readWebhook } from './kling/read-webhook.ts'
import { reconcile } from './kling/reconcile.ts'
import { submit } from './kling/submit.ts'
import { kindOf, operationSchema, questionOf, tellsOf } from './kling/task.ts'

const settingsSchema = z.object({
  KLING_API_KEY: z.string().trim().optional(),
  KLING_ACCESS_KEY: z.string().trim().optional(),
  KLING_SECRET_KEY: z.string().trim().optional(),
  KLING_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * Kling, by its direct API for callers outside of China, in both of its standards: models that are named in the body (`kling-v3`), with
 * a key or the older pair of keys, and models that are named in the path (`kling-3.0-turbo`, `kling-3.0-omni`), with a key only:
 * https://kling.ai/document-api/api/get-started/authentication. A task bears the attempt's id as its name. Kling has no call to stop a
 * task. Finished clips are plain links that last for 30 days.
 */
export default defineProvider({
  name: 'kling',
  setup:
    'Set KLING_API_KEY to a key of kling.ai. KLING_ACCESS_KEY and KLING_SECRET_KEY, the older pair, do for some models; a key goes first.',
  settings: settingsSchema,
  answers,
  origins: ({ KLING_BASE_URL }) => (KLING_BASE_URL ? [KLING_BASE_URL] : []),
  create: (settings, { fetch, now, cache, log, publicUrl }): Provider | null => {
    const { KLING_API_KEY: apiKey, KLING_ACCESS_KEY: accessKey, KLING_SECRET_KEY: secretKey } = settings
    const { KLING_BASE_URL: baseUrl = 'https://api-singapore.klingai.com' } = settings
    const pair = accessKey && secretKey ? { accessKey, secretKey } : null
    const credential = apiKey || pair
    if (!credential) return null
    if (apiKey && pair) log.info({}, 'KLING_API_KEY is set, so KLING_ACCESS_KEY and KLING_SECRET_KEY are not used')
    const { authorize, clock, account } = createAuthorize(credential, now)
    const api = createApi(fetch, { authorize, clock, baseUrl })
    const accountSince = createAccountWatch({ cache, now }, account)
    const hasKey = Boolean(apiKey)

    return {
      name: 'kling',

      submit: (given, attempt) => submit({ api, accountSince, hasKey, now }, given, attempt),

      reconcile: async (attempt, { request, model }, signal) => {
        const kind = kindOf(request.mode, model.target)
        if (!kind) return { kind: 'unknown' }
        return reconcile(attempt, kind, { api, accountSince, now, signal }).catch((error: unknown) => {
          throw kling.asFault(error)
        })
      },

      poll: async (operation, signal) => {
        const { kind, id } = operationSchema.parse(operation)
        try {
          const response = await api(questionOf(kind, id), { signal })
          const envelope = await readEnvelope(response)
          if (isUnknown(envelope)) return kling.gone
          const [task] = readData(response, envelope, tellsOf(kind))
          return task ? ofSameId(readStatus(task), id, task.id, kling.unanswered) : kling.gone
        } catch (error) {
          throw kling.asFault(error)
        }
      },

      parseWebhook: async (webhook) => readWebhook(webhook),

      inspect: async (model) => inspect(model, { hasKey, publicUrl }),
    }
  },
})
