import { sinceMs } from '../../core/clock.ts'
import type { Failure } from '../../core/generation.ts'
import type { HolderOf } from '../../core/provider.ts'
import { say } from '../../core/words/sentence.ts'
import type { Attempt } from '../../storage/attempts.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { enterState } from './enter-state.ts'
import type { StageEnd, StageWait } from './generate.ts'
import { triedMs } from './obstacles.ts'
import { providerOf } from './provider-of.ts'
import { providerRequest } from './provider-request.ts'
import type { StageContext } from './stage.ts'

/** How long a clip of unknown outcome keeps its place at the provider. */
const unresolvedSlotMs = 2 * 60_000
/** How long an unknown outcome is asked about. Until then the credits stay held. */
export const reconcileDeadlineMs = 24 * 3_600_000
/** How long it is asked about beyond that, with which pauses: it may have passed while the bot was off, or the clock been set. */
const overdueMs = 10 * 60_000
const overdueAgainMs = 60_000

const neverLearnt: Failure = { code: 'outcome_unknown', message: say('failure.neverLearnt') }

/** Learns what became of a submit whose outcome is not known. It asks, and never submits. */
export const createReconcile = (
  parts: Pick<Parts, 'attempts' | 'catalogue' | 'clock' | 'generations' | 'log' | 'mediaStore' | 'meter' | 'providers' | 'publicLinks'>,
  giveSlot: (record: GenerationRecord) => Promise<void>,
) => {
  const { attempts, clock } = parts

  return async ({ record, signal }: StageContext, attempt: Attempt): Promise<StageEnd | StageWait> => {
    const { generation } = record
    const log = parts.log.child({ generation: generation.id, provider: generation.provider, attempt: attempt.id })
    await enterState(parts, generation, 'unresolved')
    const provider = providerOf(parts, generation.provider)
    const bySeed = parts.catalogue.rowOf(generation)?.seed ?? false
    const holderOf: HolderOf = (operation, others) => attempts.holderOf(attempt, operation, bySeed, others)
    const answer = (await provider.reconcile?.(
      { ...attempt, unwanted: generation.cancelRequestedAt !== null },
      providerRequest(parts, record),
      signal,
      holderOf,
    )) ?? { kind: 'unknown' }
    if (answer.kind === 'found') {
      // Who asked for the same may have found it in this moment.
      if (!(await attempts.claim(attempt, answer.operation, clock.now()))) return { againAfterMs: 1_000 }
      log.info({}, 'reconciled: it was accepted')
      return { failure: null }
    }
    if (answer.kind === 'absent') {
      const kept = await attempts.resolve(attempt.id, { state: 'absent' }, clock.now())
      // A webhook named it in this moment.
      if (kept.state === 'accepted') return { failure: null }
      log.info({}, 'reconciled: it was never accepted')
      return { againAfterMs: 250 * attempt.number ** 2 }
    }
    const askedForMs = sinceMs(attempt.createdAt, clock.now())
    // Nobody knows whether the provider works on it; the others wait no longer for that.
    if (askedForMs > unresolvedSlotMs) await giveSlot(record)
    if (askedForMs <= reconcileDeadlineMs) return { againAfterMs: Math.min(Math.max(askedForMs / 4, 2_000), 15 * 60_000) }
    if ((await triedMs(parts, generation, 'unlearnt', 2 * overdueAgainMs)) >= overdueMs) {
      log.error({}, 'the outcome of a submit was never learnt; the hold is given back although the provider may have charged')
      return { failure: neverLearnt }
    }
    return { againAfterMs: overdueAgainMs }
  }
}
