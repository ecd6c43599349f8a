import { NotFoundError } from '@runwayml/sdk'
import { z } from 'zod'
import { MoodreelError } from '../src/core/errors.ts'
import type { Json } from '../src/core/json.ts'
import { defineProvider, type Provider } from '../src/core/provider.ts'
import { ofSameId } from '../src/core/vendor/of-same-id.ts'
import { say } from '../src/core/words/sentence.ts'
import { answers } from './runway/answers.ts'
import { createRunway, runway as vendor } from './runway/client.ts'
import { asFault } from './runway/faults.ts'
import { readStatus } from './runway/read-status.ts'
import { submit } from './runway/submit.ts'
import { operationSchema, type Task, taskSchema } from './runway/task.ts'

const settingsSchema = z.object({
  RUNWAYML_API_SECRET: z.string().trim().optional(),
  RUNWAY_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
})

/** What can still be stopped. A state that nobody knows may be that of a clip that is done. */
const unfinished = new Set(['PENDING', 'THROTTLED', 'RUNNING'])

/** Runway answers in JSON; the 404 of a proxy says nothing about a task. */
const isUnknownTask = (error: unknown): boolean => error instanceof NotFoundError && typeof error.error === 'object'

/**
 * Runway, by its own package. It offers no key of ours for an attempt and no list of tasks, so that a create whose
 * outcome is unknown cannot be looked up. Finished clips are plain links that last for a day or two.
 */
export default defineProvider({
  name: 'runway',
  setup: 'Set RUNWAYML_API_SECRET to a key of dev.runwayml.com.',
  settings: settingsSchema,
  answers,
  origins: ({ RUNWAY_BASE_URL }) => (RUNWAY_BASE_URL ? [RUNWAY_BASE_URL] : []),
  create: (
    { RUNWAYML_API_SECRET: secret, RUNWAY_BASE_URL: baseUrl = 'https://api.dev.runwayml.com' },
    { fetch, fetchNamed },
  ): Provider | null => {
    if (!secret) return null
    const runway = createRunway({ fetch, fetchNamed }, { secret, baseUrl })

    /** Null for a task that Runway does not know. */
    const find = async (operation: Json, signal: AbortSignal): Promise<Task | null> => {
      const { id } = operationSchema.parse(operation)
      try {
        return taskSchema.parse(await runway(signal).tasks.retrieve(id))
      } catch (error) {
        if (isUnknownTask(error)) return null
        throw asFault(error)
      }
    }

    return {
      name: 'runway',

      submit: (given, attempt) => submit(runway, given, attempt),

      poll: async (operation, signal) => {
        const task = await find(operation, signal)
        // "Aborted and deleted tasks will not be able to be fetched again", says the SDK: this is how a cancel ends.
        return task ? ofSameId(readStatus(task), operationSchema.parse(operation).id, task.id, asFault) : { kind: 'canceled' }
      },

      // The same call that stops a task deletes one that is done, clip and all, so it is asked first.
      cancel: async (operation, signal) => {
        const task = await find(operation, signal)
        if (!task || !unfinished.has(task.status)) return
        try {
          await runway(signal).tasks.delete(operationSchema.parse(operation).id)
        } catch (error) {
          if (!isUnknownTask(error)) throw asFault(error)
        }
      },

      inspect: async ({ target }, signal) => {
        const { creditBalance, tier } = await runway(signal)
          .organization.retrieve()
          .then((answer) => organizationSchema.parse(answer))
          .catch((error: unknown) => {
            throw asFault(error)
          })
        const limits = tier.models[target]
        // Runway does not promise to list every model, so that one which is missing says nothing.
        if (!limits) throw new MoodreelError('provider_failed', say('provider.limitsUntold', named))
        if (limits.maxDailyGenerations === 0) return { kind: 'unavailable', reason: say('provider.accountMayNot', named) }
        return creditBalance > 0 ? { kind: 'available', drift: [] } : { kind: 'unavailable', reason: say('provider.accountEmpty', named) }
      },
    }
  },
})

const named = { vendor: vendor.name }

/** `OrganizationRetrieveResponse` of @runwayml/sdk 4, as far as it is read; null is no limit. */
const organizationSchema = z.object({
  creditBalance: z.number(),
  tier: z.object({ models: z.record(z.string(), z.object({ maxDailyGenerations: z.number().nullish() })) }),
})
