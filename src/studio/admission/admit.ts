import { setTimeout as sleep } from 'node:timers/promises'
import { MoodreelError } from '../../core/errors.ts'
import { costsNothing, estimateCredits } from '../../core/fit/price.ts'
import type { Batch, Generation } from '../../core/generation.ts'
import { newId } from '../../core/id.ts'
import type { Model } from '../../core/model.ts'
import type { Invocation } from '../../core/platform.ts'
import type { ResolvedRequest } from '../../core/request.ts'
import type { Language } from '../../core/words/languages.ts'
import type { Text } from '../../core/words/sentence.ts'
import type { AdmittedBatch } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import type { Desk } from './desk.ts'
import type { MemberTerms } from './member-terms.ts'
import { blockedOut, overLimit } from './over-limit.ts'
import type { WatchRoof } from './watch-roof.ts'

/** Room that must be free before anything is spent: a clip, its poster and its copies. */
const roomBytes = 64 * 1024 * 1024

/** After a commit whose answer was lost it is asked in these pauses, in milliseconds, whether it was done. */
const lookPausesMs = [250, 1_000, 3_000]

/** The same event, however often it is delivered, has one key. */
export const invocationKey = (invocation: Pick<Invocation, 'platform' | 'id'>): string => `${invocation.platform}:${invocation.id}`

/**
 * Lets a batch in, or says in one sentence why not. The rules were looked at before; here is what counts and costs.
 * Returns what it wrote, or what it wrote before for the same invocation.
 */
export const createAdmit =
  (parts: Pick<Parts, 'clock' | 'flush' | 'generations' | 'ledger' | 'log' | 'mediaStore' | 'roof'>, desk: Desk, watchRoof: WatchRoof) =>
  async (
    invocation: Invocation,
    model: Model,
    requests: readonly ResolvedRequest[],
    terms: MemberTerms,
    options: { language: Language; warnings: Text[]; parentId: string | null; clipsPerHour: number | undefined },
  ): Promise<AdmittedBatch> => {
    const { clock, ledger } = parts
    const noted = (cause: unknown): void =>
      parts.log.warn({ err: cause, invocation: invocation.id }, 'something went wrong after a request was let in')
    const { tier, settings, periods } = terms
    await parts.mediaStore.ensureRoom(roomBytes)

    const now = clock.now()
    const uncounted = costsNothing(invocation, model)
    const batch: Batch = {
      id: newId(),
      platform: invocation.platform,
      workspace: invocation.workspace,
      memberId: invocation.member.id,
      memberName: invocation.member.name,
      command: invocation.command,
      language: options.language,
      thread: null,
      root: null,
      chosen: null,
      createdAt: now,
    }
    const generations = requests.map(
      (request, take): Generation => ({
        id: newId(),
        batchId: batch.id,
        take,
        number: null,
        parentId: options.parentId,
        mode: request.mode,
        model: model.name,
        provider: model.provider,
        request,
        warnings: options.warnings,
        inputs: [],
        state: 'admitted',
        stateAt: now,
        progress: null,
        heldCredits: uncounted ? 0 : estimateCredits(request, model),
        costCredits: null,
        clip: null,
        failure: null,
        obstacle: null,
        cancelRequestedAt: null,
        removedAt: null,
        filesGoneAt: null,
        createdAt: now,
        slotAt: null,
        finishedAt: null,
      }),
    )
    const credits = generations.reduce((sum, generation) => sum + generation.heldCredits, 0)
    const { budgetCredits } = settings
    /** Who is told that it failed asks again, and would have it made twice. */
    const perhapsAdmitted = async (cause: unknown): Promise<AdmittedBatch> => {
      if (!(cause instanceof MoodreelError && cause.code === 'storage_unavailable')) throw cause
      for (const pauseMs of lookPausesMs) {
        await sleep(pauseMs)
        const admitted = await parts.generations.admittedAs(invocationKey(invocation)).catch(() => null)
        if (admitted) return admitted
      }
      throw cause
    }
    const result = await ledger
      .admit({
        invocationKey: invocationKey(invocation),
        batch,
        origin: invocation.origin,
        generations,
        tier,
        periods,
        budgetCredits,
        roof: parts.roof,
        nominal: model.price.nominal,
        uncounted,
        channel: invocation.channel,
        clipsPerHour: options.clipsPerHour,
        approveAbove: invocation.member.moderator ? null : settings.approveAbove,
        now,
      })
      .catch(perhapsAdmitted)
    // The database broke off as it was let in.
    if ('generationIds' in result) return result
    if (result.kind === 'refused') {
      if (result.limit === 'roofDay' || result.limit === 'roofMonth') await watchRoof(result.limit)
      throw overLimit(result, generations, { now, clipsPerHour: options.clipsPerHour })
    }
    if (result.kind === 'blocked') throw blockedOut(result.block)
    // Before anything is paid the disk is asked again.
    await parts.flush().catch(noted)
    if (result.kind === 'duplicate') {
      const before = await parts.generations.admittedAs(invocationKey(invocation))
      if (!before) throw new MoodreelError('internal', 'A batch that was admitted before is not in the database.')
      return before
    }
    const ids = { platform: batch.platform, invocation: invocation.id, batch: batch.id, model: model.name, provider: model.provider }
    for (const { id, take, heldCredits } of generations) parts.log.info({ generation: id, ...ids, take, heldCredits }, 'admitted')
    if (credits > 0 && !model.price.nominal) await watchRoof().catch(noted)
    if (budgetCredits !== null && !uncounted)
      desk.watchBudget(batch, { budgetCredits, spentCredits: result.workspaceSpent, credits, month: periods.month })
    return { batch, generationIds: generations.map(({ id }) => id) }
  }
