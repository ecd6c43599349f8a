import type { Transaction } from 'kysely'
import { spaceOf } from '../core/workspace.ts'
import type { Admission } from './admission.ts'
import type { Schema } from './schema.ts'
import type { Counted } from './totals.ts'

/** Writes a batch and its generations, as they are when they are admitted. */
export const insertBatch = async (
  transaction: Transaction<Schema>,
  { invocationKey, batch, origin, generations, approval, tier, periods, nominal }: Admission,
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
        counted_json: JSON.stringify(counted),
        billed: nominal ? 0 : 1,
        day: periods.day.name,
        created_at: generation.createdAt,
        finished_at: null,
      })
      .execute()
  }
}
