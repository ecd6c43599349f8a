import { z } from 'zod'
import { defineProvider, type Provider, type ProviderRequest } from '../src/core/provider.ts'
import { Descriptions } from '../src/core/vendor/descriptions.ts'
import { createTheirClock } from '../src/core/vendor/their-clock.ts'
import { answers } from './fal/answers.ts'
import { createApi, createPriceApi, fal } from './fal/api.ts'
import { createAskInputs } from './fal/ask-inputs.ts'
import { describe } from './fal/describe.ts'
import { inspect } from './fal/inspect.ts'
import { createKnown } from './fal/known.ts'
import { type Operation, operationSchema, requestPath } from './fal/operation.ts'
import { endpointOf, prepare } from './fal/prepare.ts'
import { insideScheme, openFilm, readStatus } from './fal/read-status.ts'
import { readWebhook } from './fal/read-webhook.ts'
import { submit } from './fal/submit.ts'

/** Whoever sends a webhook waits no longer for its answer. */
const webhookMs = 8_000

const settingsSchema = z.object({
  FAL_KEY: z.string().trim().optional(),
  FAL_QUEUE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * fal: any of its endpoints by their own schemas, through its queue by plain requests, each once; `fal/families.ts` has which endpoints are
 * one model. A submit whose outcome is not
 * known can be told apart only by its webhook, whose address names the attempt; without a public address it stays
 * unknown. Finished clips are plain links, which the studio fetches without credentials.
 */
export default defineProvider({
  name: 'fal',
  setup: 'Set FAL_KEY; FAL_QUEUE_URL is for another queue than https://queue.fal.run.',
  settings: settingsSchema,
  answers,
  origins: ({ FAL_QUEUE_URL }) => (FAL_QUEUE_URL ? [FAL_QUEUE_URL] : []),
  create: (settings, { fetch, fetchNamed, now, log, cache }): Provider | null => {
    const { FAL_KEY: key, FAL_QUEUE_URL: queueUrl = 'https://queue.fal.run' } = settings
    if (!key) return null
    const clock = createTheirClock(now)
    const api = createApi(fetch, { key, queueUrl, clock })
    const known = createKnown(cache, log)
    const descriptions = new Descriptions<string>({
      nameOf: (endpoint) => endpoint,
      ask: createAskInputs({ fetchNamed, now }),
      cache,
      now,
      log,
    })
    // Another queue may have a key of its own, which is nothing for fal.
    const prices = settings.FAL_QUEUE_URL === undefined ? createPriceApi(fetch, key) : null
    /** Its endpoint is certain; the seed only where the endpoint's schema can be read now. */
    const operationOf = async (given: ProviderRequest, requestId: string, signal: AbortSignal): Promise<Operation | null> => {
      const endpoint = endpointOf(given)
      if ('problem' in endpoint) return null
      const prepared = await prepare({ descriptions, log }, given, signal).catch(() => null)
      return { endpoint: endpoint.id, requestId, ...(prepared && 'seed' in prepared && { seed: prepared.seed }) }
    }

    return {
      name: 'fal',

      submit: (given, attempt) => submit({ api, known, descriptions, now, log }, given, attempt),

      reconcile: async ({ id }, given, signal) => {
        const requestId = await known.requestOf(id)
        const operation = requestId === null ? null : await operationOf(given, requestId, signal)
        return operation ? { kind: 'found', operation: { ...operation } } : { kind: 'unknown' }
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

      parseWebhook: (webhook) =>
        readWebhook(
          { fetch, now, clock, cache, known, operationOf: (given, id) => operationOf(given, id, AbortSignal.timeout(webhookMs)) },
          webhook,
        ),

      inspect: (model, signal) => inspect(descriptions, model, signal),

      describe: (name, signal) => describe({ descriptions, prices, log }, name, signal),
    }
  },
})
