import type { Transaction } from 'kysely'
import type { Batch, Failure, finalStates, Generation, GenerationState } from '../core/generation.ts'
import { newId } from '../core/id.ts'
import type { Json } from '../core/json.ts'
import { type LedgerEntry, type LedgerKind, periodOf, startOfDay } from '../core/ledger.ts'
import type { Quota, Tier } from '../core/tier.ts'
import type { Database } from './database.ts'
import type { Schema } from './schema.ts'

/** A batch as it is admitted: its generations with the credits that each must hold. */
export interface Admission {
  invocationKey: string
  batch: Batch
  origin: Json
  generations: Generation[]
  tier: Tier
  now: number
}

export type AdmissionResult =
  | { kind: 'admitted' }
  /** The same invocation was admitted before, as this batch. */
  | { kind: 'duplicate'; batchId: string }
  | { kind: 'refused'; limit: 'clipsPerDay' | 'inFlight' | 'credits'; quota: Quota }

/** How a generation ended. */
export interface Closing {
  state: Extract<GenerationState, (typeof finalStates)[number]>
  /** What is charged in the end; the hold less this goes back. */
  costCredits: number
  failure: Failure | null
  now: number
}

/** The ledger and the two transactions that write it: admission and closing. */
export const createLedger = (db: Database) => ({
  /**
   * Checks every limit, holds the credits and writes the batch, or writes nothing. Admissions of one member
   * happen one after the other, so that ten in one instant with five left are five.
   */
  admit: (admission: Admission): Promise<AdmissionResult> =>
    db.transaction().execute(async (transaction): Promise<AdmissionResult> => {
      const { batch, generations, tier, now } = admission
      const member = { workspace: batch.workspace, memberId: batch.memberId }
      // The write comes first because it takes the member's row lock on a database with many writers.
      await transaction
        .insertInto('members')
        .values({ workspace: member.workspace, member_id: member.memberId, name: batch.memberName, seen_at: now })
        .onConflict((conflict) => conflict.columns(['workspace', 'member_id']).doUpdateSet({ name: batch.memberName, seen_at: now }))
        .execute()
      const before = await transaction
        .selectFrom('batches')
        .select('id')
        .where('invocation_key', '=', admission.invocationKey)
        .executeTakeFirst()
      if (before) return { kind: 'duplicate', batchId: before.id }

      await grantMonth(transaction, member, tier, now)
      const quota = await readQuota(transaction, member, tier, now)
      const credits = generations.reduce((sum, generation) => sum + generation.heldCredits, 0)
      if (quota.clipsToday + generations.length > tier.clipsPerDay) return { kind: 'refused', limit: 'clipsPerDay', quota }
      if (quota.inFlight + generations.length > tier.inFlight) return { kind: 'refused', limit: 'inFlight', quota }
      if (credits > quota.creditsLeft) return { kind: 'refused', limit: 'credits', quota }

      await insertBatch(transaction, admission)
      for (const generation of generations) {
        await append(transaction, { ...member, kind: 'hold', generationId: generation.id, credits: -generation.heldCredits, now })
      }
      return { kind: 'admitted' }
    }),

  /** Ends a generation: its state and its one closing entry, together and once. False when it had ended before. */
  close: (generationId: string, closing: Closing): Promise<boolean> =>
    db.transaction().execute(async (transaction) => {
      const changed = await transaction
        .updateTable('generations')
        .set({
          state: closing.state,
          state_at: closing.now,
          finished_at: closing.now,
          cost_credits: closing.costCredits,
          failure_json: closing.failure ? JSON.stringify(closing.failure) : null,
          slot: 'released',
        })
        .where('id', '=', generationId)
        .where('finished_at', 'is', null)
        .executeTakeFirst()
      if (changed.numUpdatedRows === 0n) return false
      const hold = await transaction
        .selectFrom('ledger')
        .selectAll()
        .where('generation_id', '=', generationId)
        .where('kind', '=', 'hold')
        .executeTakeFirstOrThrow()
      const free = closing.costCredits === 0 && closing.state !== 'delivered'
      await append(transaction, {
        kind: free ? 'refund' : 'settle',
        workspace: hold.workspace,
        memberId: hold.member_id,
        period: hold.period,
        generationId,
        credits: -hold.credits - closing.costCredits,
        now: closing.now,
      })
      return true
    }),

  /** What a member has left, the month's allowance included before its first use. */
  quota: (member: { workspace: string; memberId: string }, tier: Tier, now: number): Promise<Quota> =>
    db.transaction().execute(async (transaction) => {
      await grantMonth(transaction, member, tier, now)
      return readQuota(transaction, member, tier, now)
    }),

  async entriesOf(generationId: string): Promise<LedgerEntry[]> {
    const rows = await db.selectFrom('ledger').selectAll().where('generation_id', '=', generationId).orderBy('created_at').execute()
    return rows.map((row) => ({
      id: row.id,
      kind: row.kind,
      workspace: row.workspace,
      memberId: row.member_id,
      period: row.period,
      generationId: row.generation_id,
      credits: row.credits,
      note: row.note,
      createdAt: row.created_at,
    }))
  },
})
export type Ledger = ReturnType<typeof createLedger>

type MemberKey = { workspace: string; memberId: string }

const append = async (
  transaction: Transaction<Schema>,
  entry: MemberKey & {
    kind: LedgerKind
    period?: string
    generationId?: string
    credits: number
    note?: string
    uniqueKey?: string
    now: number
  },
): Promise<void> => {
  await transaction
    .insertInto('ledger')
    .values({
      id: newId(),
      kind: entry.kind,
      workspace: entry.workspace,
      member_id: entry.memberId,
      period: entry.period ?? periodOf(entry.now),
      generation_id: entry.generationId ?? null,
      // A sum of nothing may come out as -0, which no database should be asked to keep.
      credits: entry.credits + 0,
      note: entry.note ?? '',
      unique_key: entry.uniqueKey ?? null,
      created_at: entry.now,
    })
    .onConflict((conflict) => conflict.column('unique_key').doNothing())
    .execute()
}

/** The month's allowance as an entry of its own, once a month and member. */
const grantMonth = (transaction: Transaction<Schema>, member: MemberKey, tier: Tier, now: number): Promise<void> =>
  append(transaction, {
    ...member,
    kind: 'grant',
    credits: tier.creditsPerMonth,
    note: `allowance of ${periodOf(now)}, tier ${tier.name}`,
    uniqueKey: `allowance:${member.workspace}:${member.memberId}:${periodOf(now)}`,
    now,
  })

const readQuota = async (transaction: Transaction<Schema>, member: MemberKey, tier: Tier, now: number): Promise<Quota> => {
  const ofMember = () =>
    transaction.selectFrom('generations').where('workspace', '=', member.workspace).where('member_id', '=', member.memberId)
  const balance = await transaction
    .selectFrom('ledger')
    .select(({ fn }) => fn.sum<number | string | null>('credits').as('credits'))
    .where('workspace', '=', member.workspace)
    .where('member_id', '=', member.memberId)
    .where('period', '=', periodOf(now))
    .executeTakeFirstOrThrow()
  const today = await ofMember()
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('created_at', '>=', startOfDay(now))
    // A clip that never came does not use up the day.
    .where('state', 'not in', ['failed', 'canceled'])
    .executeTakeFirstOrThrow()
  const open = await ofMember()
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  const date = new Date(now)
  return {
    tier,
    clipsToday: Number(today.count),
    inFlight: Number(open.count),
    creditsLeft: Number(balance.credits ?? 0),
    dayResetsAt: startOfDay(now) + 86_400_000,
    monthResetsAt: Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1),
  }
}

const insertBatch = async (transaction: Transaction<Schema>, { invocationKey, batch, origin, generations }: Admission): Promise<void> => {
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
        workspace: batch.workspace,
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
        created_at: generation.createdAt,
        finished_at: null,
      })
      .execute()
  }
}
