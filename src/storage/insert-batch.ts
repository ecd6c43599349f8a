import type { Transaction } from 'kysely'
import type { Batch, Generation } from '../core/generation.ts'
import type { Json } from '../core/json.ts'
import { makesStill } from '../core/made.ts'
import type { Tier } from '../core/tier.ts'
import { spaceOf } from '../core/workspace.ts'
import type { Periods } from './quota.ts'
import type { Schema } from './schema.ts'
import { type Counted, isOfStills } from './totals.ts'

export type Approval =
  | { state: 'waiting' }
  | { state: 'approved' | 'declined'; by: string; byName?: string | undefined; reason?: string | undefined; at: number }

/** A batch and its generations with the credits that each must hold. */
export interface NewBatch {
  invocationKey: string
  batch: Batch
  origin: Json
  generations: Generation[]
  /** The member's own limits: those of the tier with what was set for this member laid over. */
  tier: Tier
  periods: Periods
  /** Nobody bills it: it counts for the limits here, and not at the roof. */
  nominal?: boolean | undefined
  /** The channel where it was asked for; null where there are none. */
  channel?: string | null | undefined
  /** For a batch that waits for a moderator. */
  approval?: Approval | undefined
}

/** Writes a batch and its generations, as they are when they are admitted. */
export const insertBatch = async (
  transaction: Transaction<Schema>,
  { invocationKey, batch, origin, generations, approval, tier, periods, nominal, channel = null }: NewBatch,
  counted: readonly Counted[],
): Promise<void> => {
  await transaction
    .insertInto('batches')
    .values({
      id: batch.id,
      invocation_key: invocationKey,
      platform: batch.platform,
      workspace: batch.workspace,
      member_id: batch.memberId,
      member_name: batch.memberName,
      command: batch.command,
      origin_json: JSON.stringify(origin),
      thread_json: null,
      root_json: null,
      inputs_json: null,
      tier: tier.name,
      language: batch.language,
      channel,
      approval_json: approval ? JSON.stringify(approval) : null,
      created_at: batch.createdAt,
    })
    .execute()
  for (const generation of generations) {
    await transaction
      .insertInto('generations')
      .values({
        id: generation.id,
        batch_id: batch.id,
        take: generation.take,
        parent_id: generation.parentId,
        workspace: spaceOf(batch),
        member_id: batch.memberId,
        mode: generation.mode,
        model: generation.model,
        provider: generation.provider,
        request_json: JSON.stringify(generation.request),
        warnings_json: JSON.stringify(generation.warnings),
        state: 'admitted',
        state_at: generation.createdAt,
        progress: null,
        held_credits: generation.heldCredits,
        cost_credits: null,
        result_json: null,
        clip_json: null,
        failure_json: null,
        cancel_requested_at: null,
        removed_at: null,
        slot: 'none',
        slot_at: null,
        run_id: null,
        counted_json: JSON.stringify(counted.filter((one) => makesStill(generation.mode) || !isOfStills(one))),
        billed: nominal ? 0 : 1,
        day: periods.day.name,
        created_at: generation.createdAt,
        finished_at: null,
      })
      .execute()
  }
}
