import type { Transaction } from 'kysely'
import type { Failure, finalStates, GenerationState } from '../core/generation.ts'
import type { LedgerEntry } from '../core/ledger.ts'
import type { Quota, Tier } from '../core/tier.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import { type Admission, type AdmissionResult, admitIn, Refusal, utcPeriods } from './admission.ts'
import type { Database } from './database.ts'
import { appendEntry, type MemberKey } from './ledger-entry.ts'
import { countOpen, type Periods, readQuota } from './quota.ts'
import type { Schema } from './schema.ts'
import { addTo, type Counted, readTotals, scopes } from './totals.ts'

/** Credits that a moderator gives, or takes. */
export interface Grant {
  credits: number
  note: string
  /** Names it for ever: `<platform>:<id of the invocation>`. */
  key: string
  periods: Periods
  now: number
}

/** How a generation ended. */
export interface Closing {
  state: Extract<GenerationState, (typeof finalStates)[number]>
  /** What is charged in the end; the hold less this goes back. */
  costCredits: number
  /** What may have been billed, where that is more than what is charged: so much stays at the roof. */
  billedCredits?: number | undefined
  /** A paid provider took it, or may have: it counts for the day whatever its end. */
  counts?: boolean | undefined
  failure: Failure | null
  now: number
}

/** The ledger and the transactions that write it. */
export const createLedger = (db: Database) => ({
  /**
   * Checks every limit of the member, the tier, the workspace, the day and the month, holds the credits and writes the
   * batch, or writes nothing. Totals are added to first and looked at afterwards, so that of many admissions in one
   * instant, in one process or in several, each sees those before it.
   */
  async admit(admission: Admission): Promise<AdmissionResult> {
    try {
      return await db.transaction().execute((transaction) => admitIn(transaction, admission))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { batch, tier, periods, now } = admission
      const { limit, nextAt } = error
      return { kind: 'refused', limit, nextAt, quota: await readQuota(db, batch, tier, periods, now) }
    }
  },

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
        .returning('counted_json')
        .executeTakeFirst()
      if (!changed) return false
      const hold = await transaction
        .selectFrom('ledger')
        .selectAll()
        .where('generation_id', '=', generationId)
        .where('kind', '=', 'hold')
        .executeTakeFirstOrThrow()
      const free = closing.costCredits === 0 && closing.state !== 'delivered'
      const back = -hold.credits - closing.costCredits
      await appendEntry(transaction, {
        kind: free ? 'refund' : 'settle',
        workspace: hold.workspace,
        memberId: hold.member_id,
        period: hold.period,
        generationId,
        credits: back,
        now: closing.now,
      })
      // A clip that never came does not use up the day, unless a paid provider took it: to cancel again and again is not free.
      const clips = free && !closing.counts ? -1 : 0
      const roofBack = -hold.credits - Math.max(closing.costCredits, closing.billedCredits ?? 0)
      for (const counted of JSON.parse(changed.counted_json) as Counted[]) {
        await addTo(transaction, counted, { spent: -(counted.scope === scopes.everybody ? roofBack : back), clips })
      }
      return true
    }),

  /**
   * Counts at the roof what a provider turns out to have taken after the clip was over or begun again: nobody is charged for it. Once
   * for an attempt.
   */
  billLate: (generationId: string, attemptId: string, now: number): Promise<void> =>
    db.transaction().execute(async (transaction) => {
      const row = await transaction
        .selectFrom('generations')
        .select(['workspace', 'member_id', 'held_credits', 'billed'])
        .where('id', '=', generationId)
        .executeTakeFirst()
      if (row?.billed !== 1) return
      const { workspace, member_id: memberId, held_credits: spent } = row
      const { day, month } = utcPeriods(now)
      const note = `taken late by its provider: ${spent} credits at the roof`
      const entry = { workspace, memberId, kind: 'grant', period: month, credits: 0, note, key: `late:${attemptId}`, now } as const
      if (!(await appendEntry(transaction, entry))) return
      await addTo(transaction, { scope: scopes.everybody, period: day }, { spent })
      await addTo(transaction, { scope: scopes.everybody, period: month }, { spent })
    }),

  /** What a member has left. */
  quota: (member: MemberKey, tier: Tier, periods: Periods, now: number): Promise<Quota> => readQuota(db, member, tier, periods, now),

  /** What all workspaces together have spent in the day and the month of a time, in UTC. */
  async spentByEverybody(now: number): Promise<{ day: number; month: number }> {
    const { day, month } = utcPeriods(now)
    return {
      day: (await readTotals(db, { scope: scopes.everybody, period: day })).spent,
      month: (await readTotals(db, { scope: scopes.everybody, period: month })).spent,
    }
  },

  /** What the workspace has spent in the month. */
  workspaceSpent: async (workspace: WorkspaceKey, { month }: Periods): Promise<number> =>
    (await readTotals(db, { scope: scopes.workspace(spaceOf(workspace)), period: month.name })).spent,

  /** Gives a member credits for the month, or takes some. Only once for a key. */
  grant: (member: MemberKey, grant: Grant): Promise<void> =>
    db.transaction().execute(async (transaction) => void (await grantIn(transaction, member, grant))),

  /** Resets a member's day and month: only what is on its way stays counted. Only once for a key. */
  reset: (member: MemberKey, { note, key, periods, now }: Omit<Grant, 'credits'>): Promise<void> =>
    db.transaction().execute(async (transaction) => {
      const scope = scopes.member(spaceOf(member), member.memberId)
      // In the order of an admission, whose rows they lock; what is open is counted after that.
      await addTo(transaction, { scope, period: periods.day.name }, {})
      const month = await addTo(transaction, { scope, period: periods.month.name }, {})
      const open = await countOpen(transaction, member)
      const used = month.spent - month.granted - open.heldCredits
      // Also where nothing was used, for the entry says that it was done.
      if (!(await grantIn(transaction, member, { credits: Math.max(0, used), note, key, periods, now }))) return
      for (const period of [periods.day.name, periods.month.name]) {
        await countAgain(transaction, member, { scope, period })
        await countAgain(transaction, member, { scope: scopes.stills(scope), period })
      }
    }),

  /** Whether there is an entry of a key. */
  async has(key: string): Promise<boolean> {
    return (await db.selectFrom('ledger').select('id').where('unique_key', '=', key).executeTakeFirst()) !== undefined
  },

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

const grantIn = async (
  transaction: Transaction<Schema>,
  member: MemberKey,
  { credits, note, key, periods, now }: Grant,
): Promise<boolean> => {
  const { memberId } = member
  const workspace = spaceOf(member)
  const period = periods.month.name
  const isNew = await appendEntry(transaction, { workspace, memberId, kind: 'grant', period, credits, note, key, now })
  if (isNew) await addTo(transaction, { scope: scopes.member(workspace, memberId), period }, { granted: credits })
  return isNew
}

/** Only what is on its way counts in a total of a member from now on. */
const countAgain = async (transaction: Transaction<Schema>, member: MemberKey, counted: Counted): Promise<void> => {
  const open = await transaction
    .selectFrom('generations')
    .select('counted_json')
    .where('workspace', '=', spaceOf(member))
    .where('member_id', '=', member.memberId)
    .where('finished_at', 'is', null)
    .execute()
  const isHere = ({ scope, period }: Counted): boolean => scope === counted.scope && period === counted.period
  const left = open.filter(({ counted_json }) => (JSON.parse(counted_json) as Counted[]).some(isHere)).length
  const { clips } = await readTotals(transaction, counted)
  if (clips !== left) await addTo(transaction, counted, { clips: left - clips })
}
