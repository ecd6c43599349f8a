import { z } from 'zod'
import type { Json } from '../src/core/json.ts'
import { defineProvider, type Provider, type ProviderRequest } from '../src/core/provider.ts'
import { createAccountWatch } from '../src/core/vendor/account-watch.ts'
import { Descriptions } from '../src/core/vendor/descriptions.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { openInside } from '../src/core/vendor/outputs.ts'
import { createTheirClock } from '../src/core/vendor/their-clock.ts'
import { answers } from './replicate/answers.ts'
import { createApi, replicate } from './replicate/api.ts'
import { askInputs } from './replicate/ask-inputs.ts'
import { createNotes } from './replicate/before-call.ts'
import { describe } from './replicate/describe.ts'
import { createFreeCall } from './replicate/free-call.ts'
import { inspect } from './replicate/inspect.ts'
import { mapInput } from './replicate/map-input.ts'
import { operationSchema, predictionSchema } from './replicate/prediction.ts'
import { insideScheme, readStatus } from './replicate/read-status.ts'
import { readWebhook } from './replicate/read-webhook.ts'
import { type Expected, reconcile } from './replicate/reconcile.ts'
import { submit } from './replicate/submit.ts'
import { parseTarget, type Target, targetName } from './replicate/target.ts'

const settingsSchema = z.object({
  REPLICATE_API_TOKEN: z.string().trim().optional(),
  REPLICATE_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  REPLICATE_WEBHOOK_SECRET: z
    .string()
    .trim()
    .regex(/^whsec_[A-Za-z0-9+/]+=*$/)
    .optional(),
})

const pathOf = (operation: Json): string => `predictions/${operationSchema.parse(operation).id}`

/**
 * Replicate: any of its models by `owner/name`, mapped onto the model's own input schema. Each call is made once:
 * `replicate/api.ts` says why predictions are plain requests, `replicate/free-call.ts` how the vendor's package reads models
 * and uploads files. Finished clips are plain links, which the studio fetches without credentials, or lie inside of the answer.
 */
export default defineProvider({
  name: 'replicate',
  setup: 'Set REPLICATE_API_TOKEN; REPLICATE_WEBHOOK_SECRET (whsec_…) lets its webhooks be believed.',
  settings: settingsSchema,
  answers,
  origins: ({ REPLICATE_BASE_URL }) => (REPLICATE_BASE_URL ? [REPLICATE_BASE_URL] : []),
  create: (settings, { fetch, now, log, cache }): Provider | null => {
    const { REPLICATE_API_TOKEN: token, REPLICATE_BASE_URL: baseUrl = 'https://api.replicate.com/v1' } = settings
    if (!token) return null
    const clock = createTheirClock(now)
    const api = createApi(fetch, { token, baseUrl, clock })
    const freeCall = createFreeCall(api, baseUrl)
    const notes = createNotes({ api, cache, log })
    const accountSince = createAccountWatch({ cache, now }, token)
    const descriptions = new Descriptions({
      nameOf: targetName,
      ask: (target, signal) => askInputs(freeCall, target, signal),
      cache,
      now,
      log,
    })

    return {
      name: 'replicate',

      submit: (given, attempt) => submit({ api, freeCall, descriptions, notes, accountSince, now, log }, given, attempt),

      reconcile: async (attempt, given, signal, holderOf) =>
        reconcile(attempt, await expectedOf(descriptions, given, signal), { api, notes, accountSince, holderOf, now, signal }),

      poll: async (operation, signal) => {
        const response = await api(pathOf(operation), { signal })
        if (response.status === 404) return replicate.gone
        const prediction = await replicate.readAnswer(response, predictionSchema)
        return ofSameId(readStatus(prediction), operationSchema.parse(operation).id, prediction.id, replicate.unanswered)
      },

      open: async ({ url }, operation, signal) => {
        signal.throwIfAborted()
        if (!url.startsWith(insideScheme)) return null
        const { output } = await replicate.readAnswer(await api(pathOf(operation), { signal }), predictionSchema)
        return openInside(output, insideScheme, url)
      },

      cancel: async (operation, signal) => {
        replicate.expectCanceled(await api(`${pathOf(operation)}/cancel`, { method: 'POST', signal }))
      },

      inspect: (model, signal) => inspect(descriptions, model, signal),

      describe: (target, signal) => describe({ freeCall, descriptions }, target, signal),

      parseWebhook: async (webhook) => readWebhook(settings.REPLICATE_WEBHOOK_SECRET, webhook, clock.now()),
    }
  },
})

/** What a submit of this request sends; null when the model cannot be described or does not take it any more. */
const expectedOf = async (descriptions: Descriptions<Target>, given: ProviderRequest, signal: AbortSignal): Promise<Expected | null> => {
  const target = parseTarget(given.model.target)
  const described = target && (await descriptions.of(target, signal))
  if (!described || 'error' in described) return null
  const mapped = mapInput(given, described.schema)
  if ('problem' in mapped) return null
  return { model: `${target.owner}/${target.name}`, values: mapped.values, fileFields: mapped.files.map(({ name }) => name) }
}
