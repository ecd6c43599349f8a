import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { say } from '../src/core/words/sentence.ts'
import { cog, createApi, healthOf } from './cog/api.ts'
import { createIdleWatch } from './cog/idle.ts'
import { isAttemptId, Mailbox } from './cog/mailbox.ts'
import { openOutput } from './cog/open-output.ts'
import { predictorsSchema } from './cog/predictors.ts'
import { readEnded } from './cog/read-status.ts'
import { readWebhook } from './cog/read-webhook.ts'
import { createMs, submit } from './cog/submit.ts'

const operationSchema = z.object({ id: z.string().refine(isAttemptId), predictor: z.string() })

/** A clip comes along in the webhook, a third larger than it is. */
const webhookMaxBytes = 200 * 1024 * 1024

/** Healths of a predictor that will not make anything before somebody looks at it. */
const broken = new Set(['SETUP_FAILED', 'DEFUNCT', 'UNHEALTHY'])

/**
 * Models that an operator runs behind Cog (https://cog.run): Step-Video-T2V, HummingbirdXT, I2V3D and any other. Cog has
 * no way to ask how a prediction is getting on, so what its webhooks tell is kept in files and `poll` reads these. Where
 * several processes share the work, they need this folder in common.
 */
export default defineProvider({
  name: 'cog',
  webhookOnly: true,
  setup: 'Set COG_URLS to name=url,name=url, one for each predictor, and PUBLIC_URL, for Cog tells of clips by webhook only.',
  settings: z.object({ COG_URLS: predictorsSchema.optional() }),
  origins: ({ COG_URLS = new Map<string, URL>() }) => [...COG_URLS.values()].map(({ origin }) => origin),
  create: ({ COG_URLS: predictors }, { fetch, fetchNamed, now, log, folder, cache, publicUrl }): Provider | null => {
    if (!predictors) return null
    if (publicUrl === undefined) {
      throw new MoodreelError(
        'bad_config',
        'COG_URLS needs PUBLIC_URL, for Cog tells of clips by webhook only; set it, or take COG_URLS away.',
      )
    }
    const api = createApi(fetch)
    const mailbox = new Mailbox(folder)
    const isIdle = createIdleWatch({ api, cache, now })
    const predictorOf = (name: string): URL => {
      const predictor = predictors.get(name)
      if (!predictor) throw cog.unanswered(`COG_URLS does not name ${name} any more`)
      return predictor
    }

    return {
      name: 'cog',
      webhookMaxBytes,

      submit: async (given, attempt) => {
        await mailbox.sweep(now()).catch((err: unknown) => log.warn({ err }, 'old clips could not be taken away'))
        return submit({ api, predictors, log }, given, attempt)
      },

      reconcile: async ({ id, createdAt }, { model }, signal) => {
        const operation = { id, predictor: model.target }
        if ((await mailbox.look(id)).kind !== 'nothing') return { kind: 'found', operation }
        const predictor = predictors.get(model.target)
        if (!predictor || now() - createdAt <= createMs) return { kind: 'unknown' }
        // One that cannot be reached now may still be at work.
        if (!(await isIdle(id, predictor, signal).catch(() => false))) return { kind: 'unknown' }
        return (await mailbox.look(id)).kind === 'nothing' ? { kind: 'absent' } : { kind: 'found', operation }
      },

      poll: async (operation, signal) => {
        const { id, predictor } = operationSchema.parse(operation)
        signal.throwIfAborted()
        const before = await mailbox.look(id)
        if (before.kind === 'ended') return readEnded(id, before.ended)
        if (!(await isIdle(id, predictorOf(predictor), signal))) return { kind: 'running' }
        const after = await mailbox.look(id)
        return after.kind === 'ended' ? readEnded(id, after.ended) : cog.gone
      },

      cancel: async (operation, signal) => {
        const { id, predictor } = operationSchema.parse(operation)
        cog.expectCanceled(await api(predictorOf(predictor), `predictions/${id}/cancel`, { method: 'POST', signal }))
      },

      open: ({ url }, _operation, signal) => openOutput({ fetchNamed, mailbox, predictors }, url, signal),

      parseWebhook: (webhook) => readWebhook(mailbox, webhook),

      inspect: async ({ target }, signal) => {
        const predictor = predictors.get(target)
        if (!predictor) return { kind: 'unavailable', reason: say('provider.predictorUnnamed', { target }) }
        const health = await healthOf(api, predictor, signal)
        if (broken.has(health)) return { kind: 'unavailable', reason: say('provider.predictorBroken', { health }) }
        return { kind: 'available', drift: [] }
      },
    }
  },
})
