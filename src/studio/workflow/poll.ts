import { sinceMs } from '../../core/clock.ts'
import { MoodreelError } from '../../core/errors.ts'
import type { Generation } from '../../core/generation.ts'
import { creditsFromUsd } from '../../core/ledger.ts'
import type { Model } from '../../core/model.ts'
import type { ProviderError, ProviderStatus } from '../../core/provider.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'
import type { Announcer } from '../posts/announcer.ts'
import { byWebhook } from './engine/engine.ts'
import type { StageEnd, StageWait } from './generate.ts'
import type { HeardWebhooks } from './heard-webhooks.ts'
import { noteObstacle, triedMs } from './obstacles.ts'
import { providerOf } from './provider-of.ts'
import { redactPrompt } from './redact-prompt.ts'
import { canceledFailure, type StageContext } from './stage.ts'
import { asFailure } from './submit.ts'

/** How long a provider is asked to confirm a cancellation, and with which pauses. */
const cancelGraceMs = 2 * 60_000
const cancelAgainMs = 1_000

/** How long a clip that should have been done is asked about all the same: the clock may be what is wrong, and the clip is paid for. */
const slowMs = 10 * 60_000

/** How long a provider must say that a clip is gone which it took, and how often it is asked meanwhile. */
const goneMs = 2 * 60_000
const goneAgainMs = 10_000

/**
 * Asks the provider how far the clip is, hands on a cancellation, and ends with the provider's answer. Where webhooks come through it is
 * asked when one came, and by the clock only where one seems to be lost.
 */
export const createPoll = (
  parts: Pick<Parts, 'attempts' | 'catalogue' | 'clock' | 'generations' | 'log' | 'providers' | 'publicLinks' | 'slots'>,
  announcer: Announcer,
  webhooks: HeardWebhooks,
) => {
  const { attempts, generations, clock } = parts

  /** What the provider bills for a run without a clip; where it does not say, settling takes all that was held. */
  const noteCost = async (id: string, costUsd: number | undefined): Promise<void> => {
    if (costUsd !== undefined) await generations.update(id, { cost_credits: creditsFromUsd(costUsd) })
  }

  /** Whether a provider has said for long enough that a clip is gone which nobody cancelled. It took the clip, and may have copies that lag behind. */
  const isGone = async (generation: Generation): Promise<boolean> => (await triedMs(parts, generation, 'gone', 2 * goneAgainMs)) >= goneMs

  /** How long after it was accepted a clip is asked about by the clock, where its webhook does not come; null where none is waited for. */
  const hintedMs = (generation: Generation): number | null =>
    parts.publicLinks && providerOf(parts, generation.provider).parseWebhook && webhooks.comeThrough(generation.provider)
      ? (parts.catalogue.rowOf(generation)?.typicalSeconds ?? unknownTypicalSeconds) * 1000
      : null

  return async ({ record, woken, signal }: StageContext): Promise<StageEnd | StageWait> => {
    if (record.result) return { failure: null }
    const { generation } = record
    const attempt = await attempts.latest(generation.id)
    if (attempt?.state !== 'accepted') throw new MoodreelError('internal', 'A clip is waited for that was never accepted.')
    const log = parts.log.child({ generation: generation.id, provider: generation.provider, attempt: attempt.id })
    const provider = providerOf(parts, generation.provider)

    const canceling = generation.cancelRequestedAt
    const lateMs = hintedMs(generation)
    const waitedMs = sinceMs(attempt.createdAt, clock.now())
    if (lateMs !== null && woken === null && canceling === null && waitedMs < lateMs) return { againAfterMs: lateMs - waitedMs }
    if (canceling !== null && provider.cancel) {
      // A cancel that does not get through is said again; the clip may be done all the same.
      await provider
        .cancel(attempt.operation, signal)
        .catch((cause: unknown) => log.warn({ err: cause }, 'a provider could not be told to stop'))
    }
    const status = await provider.poll(attempt.operation, signal)
    if (woken === byWebhook) webhooks.heard(generation.provider)
    else if (woken === 'clock' && lateMs !== null && isOver(status)) {
      webhooks.missed(generation.provider)
      log.warn({}, 'a webhook did not come; the provider is asked more often until one does')
    }

    switch (status.kind) {
      case 'succeeded':
        await generations.saveResult(generation.id, { ...status, seenAt: clock.now() })
        log.info({ elapsedMs: clock.now() - attempt.createdAt }, 'the provider is done')
        return { failure: null }
      case 'failed':
        if (status.error.class === 'expired' && canceling === null && !(await isGone(generation))) return { againAfterMs: goneAgainMs }
        await noteCost(generation.id, status.costUsd ?? costOfRefusal(status.error, parts.catalogue.rowOf(generation)))
        log.warn({ class: status.error.class, detail: redactPrompt(status.error.detail, generation.request) }, 'the provider failed')
        return { failure: asFailure(status.error) }
      case 'canceled':
        // For some providers that is what they do not know any more.
        if (canceling === null && !(await isGone(generation))) return { againAfterMs: goneAgainMs }
        await noteCost(generation.id, status.costUsd)
        return { failure: canceling === null ? canceledByProvider : canceledFailure }
      case 'queued':
      case 'running': {
        if (generation.obstacle?.gone) await noteObstacle(parts, generation, { ...generation.obstacle, gone: undefined })
        const elapsedMs = sinceMs(attempt.createdAt, clock.now())
        if (canceling !== null && provider.cancel && (await triedMs(parts, generation, 'unstopped', 10 * cancelAgainMs)) > cancelGraceMs) {
          log.error({}, 'the provider did not confirm a cancellation; it may charge for this clip')
          return { failure: canceledFailure }
        }
        const held = await parts.slots.held(generation.provider)
        const { timeoutSeconds } = parts.catalogue.rowOf(generation) ?? { timeoutSeconds: unknownTimeoutSeconds }
        const againAfterMs = lateMs === null ? pollDelayMs(elapsedMs, held) : hintedDelayMs(elapsedMs, lateMs, held)
        if (elapsedMs > timeoutSeconds * 1000 && (await triedMs(parts, generation, 'slow', 1.5 * againAfterMs)) >= slowMs) {
          await provider
            .cancel?.(attempt.operation, signal)
            .catch((cause: unknown) => log.warn({ err: cause }, 'a provider could not be told to stop'))
          return {
            failure: { code: 'deadline_passed', message: say('failure.providerTooSlow', { minutes: Math.round(timeoutSeconds / 60) }) },
          }
        }
        // What was done once is done: a provider that begins again, or counts otherwise, does not take it back.
        const told = status.kind === 'running' ? (status.progress ?? null) : null
        const progress = told === null ? generation.progress : Math.max(Math.min(told, 1), generation.progress ?? 0)
        if (progress !== generation.progress) {
          await generations.update(generation.id, { progress })
          announcer.touch(generation.batchId)
        }
        return { againAfterMs: canceling === null ? againAfterMs : cancelAgainMs }
      }
    }
  }
}

/** A refusal of the vendor's content check is free where that is known of it; else the vendor's word counts, or what was held. */
const costOfRefusal = ({ class: kind }: ProviderError, row: Model | undefined): number | undefined =>
  kind === 'moderation' && row?.billsRefusals === false ? 0 : undefined

/** For a clip whose model an operator took out of the catalogue while it was made: it is paid for, so it is waited for. */
const unknownTimeoutSeconds = 2 * 3_600
const unknownTypicalSeconds = 60

/** What a provider is asked at most, over all its clips: vendors count requests too. */
const pollsPerSecond = 30

/**
 * How long to wait before the next poll: some of the time waited so far, so that a quick clip is seen quickly and
 * a slow one costs little; longer when the provider is at work on very many. The slow growth past fifteen seconds
 * keeps a day's wait under the engine's limit of a thousand steps.
 */
export const pollDelayMs = (elapsedMs: number, heldSlots: number): number =>
  Math.max(150, Math.min(elapsedMs * 0.07, Math.max(15_000, elapsedMs * 0.02)), (heldSlots / pollsPerSecond) * 1000)

/** The same where a webhook is waited for: it is the clock's turn only when that seems to be lost. */
const hintedDelayMs = (elapsedMs: number, lateMs: number, heldSlots: number): number =>
  Math.max(lateMs - elapsedMs, Math.min(Math.max(15_000, elapsedMs * 0.25), 5 * 60_000), (heldSlots / pollsPerSecond) * 1000)

const isOver = ({ kind }: ProviderStatus): boolean => kind !== 'queued' && kind !== 'running'

const canceledByProvider = {
  code: 'provider_failed',
  message: say('failure.canceledByProvider'),
} as const
