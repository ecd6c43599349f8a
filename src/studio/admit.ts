import { MoodreelError } from '../core/errors.ts'
import type { Batch, Generation } from '../core/generation.ts'
import { newId } from '../core/id.ts'
import type { Model } from '../core/model.ts'
import type { Invocation } from '../core/platform.ts'
import { estimateCredits } from '../core/price.ts'
import type { ResolvedRequest } from '../core/request.ts'
import type { AdmissionResult } from '../storage/ledger.ts'
import type { Parts } from './parts.ts'

/** Room that must be free before anything is spent: a clip, its poster and its copies. */
const roomBytes = 64 * 1024 * 1024

/** The same event, however often it is delivered, has one key. */
export const invocationKey = (invocation: Pick<Invocation, 'platform' | 'id'>): string => `${invocation.platform}:${invocation.id}`

/**
 * Lets a batch in, or says in one sentence why not. Everything that can be refused is refused here, before a
 * credit is held. Returns the batch's id: the earlier one when the same invocation was admitted before.
 */
export const createAdmit =
  (parts: Parts) =>
  async (
    invocation: Invocation,
    model: Model,
    requests: ResolvedRequest[],
    options: { warnings: string[]; parentId: string | null },
  ): Promise<{ batchId: string; fresh: boolean }> => {
    const { tier, clock, ledger } = parts
    if (model.nsfw && invocation.ageRestricted === false) {
      throw new MoodreelError('not_allowed', `${model.name} is for age-restricted channels only; ask in one, or choose another model.`)
    }
    for (const request of requests) {
      if ((request.durationSeconds ?? 0) > tier.longestSeconds) {
        throw new MoodreelError(
          'quota_exceeded',
          `A clip may be at most ${tier.longestSeconds} s long for you; ask for a shorter duration.`,
        )
      }
    }
    await parts.mediaStore.ensureRoom(roomBytes)

    const now = clock.now()
    const batch: Batch = {
      id: newId(),
      platform: invocation.platform,
      workspace: invocation.workspace,
      memberId: invocation.member.id,
      memberName: invocation.member.name,
      command: invocation.command,
      thread: null,
      root: null,
      createdAt: now,
    }
    const generations = requests.map(
      (request, take): Generation => ({
        id: newId(),
        batchId: batch.id,
        take,
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
        heldCredits: estimateCredits(request, model),
        costCredits: null,
        clip: null,
        failure: null,
        cancelRequestedAt: null,
        removedAt: null,
        createdAt: now,
        slotAt: null,
        finishedAt: null,
      }),
    )
    const result = await ledger.admit({
      invocationKey: invocationKey(invocation),
      batch,
      origin: invocation.origin,
      generations,
      tier,
      now,
    })
    if (result.kind === 'refused') throw refusal(result, generations)
    await parts.flush()
    if (result.kind === 'duplicate') return { batchId: result.batchId, fresh: false }
    const ids = { platform: batch.platform, invocation: invocation.id, batch: batch.id, model: model.name, provider: model.provider }
    for (const { id, take, heldCredits } of generations) parts.log.info({ generation: id, ...ids, take, heldCredits }, 'admitted')
    return { batchId: batch.id, fresh: true }
  }

const refusal = ({ limit, quota }: Extract<AdmissionResult, { kind: 'refused' }>, generations: Generation[]): MoodreelError => {
  const wanted = generations.length === 1 ? 'this clip' : `these ${generations.length} clips`
  const { tier } = quota
  const sentences = {
    clipsPerDay: `You have ${Math.max(0, tier.clipsPerDay - quota.clipsToday)} of ${tier.clipsPerDay} clips left today, too few for ${wanted}; the count starts anew at ${utc(quota.dayResetsAt)}.`,
    inFlight: `${quota.inFlight} of your clips are on their way and ${tier.inFlight} may be at one time, too few for ${wanted}; wait for one to finish or cancel one.`,
    credits: `You have ${quota.creditsLeft} credits left and need ${generations.reduce((sum, one) => sum + one.heldCredits, 0)} for ${wanted}; new ones come at ${utc(quota.monthResetsAt)}.`,
  }
  return new MoodreelError('quota_exceeded', sentences[limit])
}

const utc = (time: number): string => `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`
