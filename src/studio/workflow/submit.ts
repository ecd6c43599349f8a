import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../core/errors.ts'
import type { Failure, Generation } from '../../core/generation.ts'
import { newId } from '../../core/id.ts'
import type { Log } from '../../core/log.ts'
import type { Provider, ProviderError, ProviderErrorClass, ProviderRequest, SubmitResult } from '../../core/provider.ts'
import { say } from '../../core/words/sentence.ts'
import type { Attempt, AttemptOutcome } from '../../storage/attempts.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { HeedEstimate } from '../admission/heed-estimate.ts'
import type { Parts } from '../parts.ts'
import { enterState } from './enter-state.ts'
import { createFallBack, isOwnReason } from './fall-back.ts'
import type { StageElsewhere, StageEnd, StageWait } from './generate.ts'
import { providerOf } from './provider-of.ts'
import { providerRequest } from './provider-request.ts'
import { createReconcile } from './reconcile.ts'
import { redactPrompt } from './redact-prompt.ts'
import { canceledFailure, type StageContext } from './stage.ts'

/** How long submits that are certainly not accepted are tried again, as those of a provider that is busy. */
const submitDeadlineMs = 30 * 60_000
/** How long a provider that cannot be reached is tried again, where no other takes its place. */
const unreachedDeadlineMs = 3 * 60_000
/** It is tried so often at least, for a deadline may pass while the bot is off, and at most, for it may never pass where the clock was set back. */
const leastTries = 5
const mostTries = 200

/**
 * The paid step. The attempt is written down before the provider is called, and a written attempt is never called
 * again: after a crash or a broken connection its outcome is unknown, and only reconciling ends that.
 */
export const createSubmit = (
  parts: Pick<
    Parts,
    | 'attempts'
    | 'breakers'
    | 'catalogue'
    | 'clock'
    | 'flush'
    | 'generations'
    | 'log'
    | 'mediaStore'
    | 'members'
    | 'meter'
    | 'providers'
    | 'publicLinks'
    | 'tiers'
    | 'workspaces'
  >,
  leave: (provider: string) => Promise<void>,
  giveSlot: (record: GenerationRecord) => Promise<void>,
  heedEstimate: HeedEstimate,
) => {
  const { attempts, clock, meter, breakers } = parts
  const fallBack = createFallBack(parts)
  const reconcile = createReconcile(parts, giveSlot)

  /** Attempts that this process sends now: their outcome is known in a moment, and no other run has to ask for it. */
  const underWay = new Set<string>()
  /** Attempts of which nobody knows whether they were written down, and which were not sent. */
  const unsent = new Set<string>()

  const writeDown = async (given: Parameters<typeof attempts.write>[0]): Promise<Attempt | null> => {
    try {
      const attempt = await attempts.write(given)
      if (attempt) await parts.flush()
      return attempt
    } catch (cause) {
      unsent.add(given.id)
      throw cause
    }
  }

  /** A vendor's answer is nowhere else, and some vendors cannot be asked again: it is kept however long the database is away. */
  const keep = async (id: string, outcome: AttemptOutcome, log: Log): Promise<Attempt> => {
    for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, 10_000)) {
      try {
        return await attempts.resolve(id, outcome, clock.now())
      } catch (cause) {
        if (!(cause instanceof MoodreelError && (cause.code === 'storage_unavailable' || cause.code === 'storage_full'))) throw cause
        log.error({ err: cause, outcome: outcome.state }, 'the outcome of a submit cannot be written down; it is tried again')
        await sleep(pauseMs, undefined, { ref: false })
      }
    }
  }

  const isTried = (tries: number, { slotAt, createdAt }: Generation, deadlineMs: number): boolean =>
    tries >= mostTries || (tries >= leastTries && clock.now() - (slotAt ?? createdAt) > deadlineMs)

  /** The end of a refused submit: another provider's line, or the refusal. */
  const refused = async (record: GenerationRecord, error: ProviderError): Promise<StageEnd | StageElsewhere> => {
    const { generation } = record
    if (error.class === 'model_gone') parts.catalogue.gone(generation.model)
    if (!isOwnReason(error.class) || generation.cancelRequestedAt !== null) return { failure: asFailure(error) }
    if (!(await fallBack(record, error.class))) return { failure: asFailure(error) }
    await leave(generation.provider)
    return { elsewhere: true }
  }

  const submitAnew = async (context: StageContext, before: Attempt | null): Promise<Answer> => {
    const { generation } = context.record
    if (generation.cancelRequestedAt !== null) return { failure: canceledFailure }
    if (isTried(before?.number ?? 0, generation, submitDeadlineMs)) return { failure: notAccepted }
    if (breakers.isOpen(generation.provider) && (await fallBack(context.record, 'transient'))) {
      await leave(generation.provider)
      return { elsewhere: true }
    }
    if (!parts.catalogue.rowOf(generation)) return { failure: noSuchModel }
    const submitting = await enterState(parts, generation, 'submitting')

    const provider = providerOf(parts, generation.provider)
    const request = providerRequest(parts, context.record)
    const id = newId()
    const number = (before?.number ?? 0) + 1
    const attempt = await writeDown({ id, generationId: generation.id, number, model: generation.model, now: clock.now() })
    // A webhook has just told that the one before was accepted.
    if (!attempt) return { againAfterMs: 0 }
    underWay.add(id)
    try {
      return await call(context, attempt, submitting, { provider, request })
    } finally {
      underWay.delete(id)
    }
  }

  const call = async (
    { record, signal }: StageContext,
    attempt: Attempt,
    submitting: Generation,
    { provider, request }: { provider: Provider; request: ProviderRequest },
  ): Promise<Answer> => {
    const { generation } = record
    const log = parts.log.child({ generation: generation.id, provider: generation.provider, attempt: attempt.id })
    log.info({ number: attempt.number }, 'submitting')
    const result = await provider
      .submit(request, {
        id: attempt.id,
        webhookUrl: provider.parseWebhook && parts.publicLinks?.webhook(generation.provider, attempt.id),
        deadlineAt: clock.now() + request.model.timeoutSeconds * 1000,
        signal,
      })
      // A provider that throws broke its contract; nobody knows what was accepted.
      .catch((cause: unknown): SubmitResult => {
        log.error({ err: cause }, 'the provider adapter threw in submit')
        return { kind: 'unknown', reason: 'the adapter threw' }
      })

    const outcome = result.kind === 'rejected' ? result.error.class : result.kind
    meter.submitted(generation.provider, outcome)
    breakers.note(generation.provider, outcome)
    const kept = await keep(attempt.id, outcomeOf(result), log)
    if (result.kind === 'accepted' || kept.state === 'accepted') {
      await parts.flush()
      log.info({ answer: result.kind }, 'accepted')
      if (result.kind === 'accepted' && result.estimatedUsd !== undefined) await heedEstimate(generation, result.estimatedUsd)
      return { failure: null }
    }
    if (result.kind === 'unknown') {
      await enterState(parts, submitting, 'unresolved')
      log.warn(
        { reason: redactPrompt(result.reason, generation.request) },
        'the outcome of a submit is not known; it will be reconciled, not repeated',
      )
      return { againAfterMs: 1_000 }
    }
    log.warn({ class: result.error.class, detail: redactPrompt(result.error.detail, generation.request) }, 'rejected')
    if (result.error.class === 'rate_limited') return { againAfterMs: result.error.retryAfterMs ?? 10_000 }
    const end = await refused(record, result.error)
    if ('elsewhere' in end || result.error.class !== 'transient' || isTried(attempt.number, generation, unreachedDeadlineMs)) return end
    return { againAfterMs: Math.min(1_000 * 2 ** attempt.number, 30_000) }
  }

  return async (context: StageContext): Promise<Answer> => {
    const { generation } = context.record
    const attempt = await attempts.latest(generation.id)
    // Handed on since: what that model's provider said is over.
    if (attempt?.state === 'rejected' && attempt.model !== generation.model) return submitAnew(context, attempt)
    switch (attempt?.state) {
      case undefined:
      case 'absent':
        return submitAnew(context, attempt)
      case 'written': {
        if (underWay.has(attempt.id)) return { againAfterMs: 1_000 }
        if (unsent.has(attempt.id)) {
          const { state } = await attempts.resolve(attempt.id, { state: 'absent' }, clock.now())
          unsent.delete(attempt.id)
          return state === 'accepted' ? { failure: null } : { againAfterMs: 0 }
        }
        // The process died between writing the attempt and keeping its outcome.
        await attempts.resolve(attempt.id, { state: 'unknown', reason: 'the process ended during the submit' }, clock.now())
        return reconcile(context, attempt)
      }
      case 'unknown':
        return reconcile(context, attempt)
      case 'rejected':
        return refused(context.record, attempt.error)
      case 'accepted':
        return { failure: null }
    }
  }
}

type Answer = StageEnd | StageWait | StageElsewhere

const passing: ReadonlySet<ProviderErrorClass> = new Set<ProviderErrorClass>(['rate_limited', 'transient'])

/** What is kept of an answer. One that waits for its turn, or that did not get there, is submitted again. */
const outcomeOf = (result: SubmitResult): AttemptOutcome => {
  if (result.kind === 'accepted') return { state: 'accepted', operation: result.operation }
  if (result.kind === 'unknown') return { state: 'unknown', reason: result.reason }
  return passing.has(result.error.class) ? { state: 'absent' } : { state: 'rejected', error: result.error }
}

/** Whose reasons are about what was asked for. The others are about our account, or about the vendor's own house. */
const aboutTheRequest: ReadonlySet<ProviderErrorClass> = new Set<ProviderErrorClass>(['moderation', 'invalid_input', 'internal'])

/** A provider's error as the reason why no clip came, with the vendor's own words where they help the person. */
export const asFailure = ({ class: providerClass, message, reason }: ProviderError): Failure => ({
  code: 'provider_failed',
  message: reason !== undefined && aboutTheRequest.has(providerClass) ? say('failure.withReason', { sentence: message, reason }) : message,
  providerClass,
})

const noSuchModel: Failure = { code: 'model_unavailable', message: say('failure.modelGone') }
const notAccepted: Failure = { code: 'provider_failed', message: say('failure.notAccepted') }
