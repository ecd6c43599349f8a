import type { Transaction } from 'kysely'
import type { Batch, Failure, finalStates, Generation, GenerationState } from '../core/generation.ts'
import type { Json } from '../core/json.ts'
import type { LedgerEntry } from '../core/ledger.ts'
import type { Block } from '../core/moderation.ts'
import type { Quota, Tier } from '../core/tier.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { insertBatch } from './insert-batch.ts'
import { appendEntry, type MemberKey } from './ledger-entry.ts'
import { countOpen, type Periods, readQuota } from './quota.ts'
import type { Schema } from './schema.ts'
import { addTo, type Counted, readTotals, scopes, type Totals } from './totals.ts'

/** A batch as it is admitted: its generations with the credits that each must hold, and all that may stand in its way. */
export interface Admission {
  invocationKey: string
  batch: Batch
  origin: Json
  generations: Generation[]
  /** The member's own limits: those of the tier with what was set for this member laid over. */
  tier: Tier
  periods: Periods
  /** What the workspace may spend in the month; null for any amount. */
  budgetCredits: number | null
  /** For a batch that waits for a moderator. */
  approval?: Approval | undefined
  now: number
}

export type Approval = { state: 'waiting' } | { state: 'approved' | 'declined'; by: string; at: number }

export type RefusedLimit =
  | 'burst'
  | 'clipsPerDay'
  | 'clipsPerMonth'
  | 'inFlight'
  | 'queued'
  | 'credits'
  | 'sharedClips'
  | 'sharedCredits'
  | 'budget'

export type AdmissionResult =
  /** What the workspace has spent in the month with it. */
  | { kind: 'admitted'; workspaceSpent: number }
  /** The same invocation was admitted before, as this batch. */
  | { kind: 'duplicate'; batchId: string }
  | { kind: 'refused'; limit: RefusedLimit; quota: Quota }
  | { kind: 'blocked'; block: Block }

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
  failure: Failure | null
  now: number
}

/** Thrown to undo what a refused admission has added so far. */
class Refusal extends Error {
  readonly limit: RefusedLimit
  constructor(limit: RefusedLimit) {
    super(limit)
    this.limit = limit
  }
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
      const { batch, tier, periods } = admission
      return { kind: 'refused', limit: error.limit, quota: await readQuota(db, batch, tier, periods) }
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
      // A clip that never came does not use up the day.
      for (const counted of JSON.parse(changed.counted_json) as Counted[]) {
        await addTo(transaction, counted, { spent: -back, clips: free ? -1 : 0 })
      }
      return true
    }),

  /** What a member has left. */
  quota: (member: MemberKey, tier: Tier, periods: Periods): Promise<Quota> => readQuota(db, member, tier, periods),

  /** What the workspace has spent in the month. */
  workspaceSpent: async (workspace: WorkspaceKey, { month }: Periods): Promise<number> =>
    (await readTotals(db, { scope: scopes.workspace(spaceOf(workspace)), period: month.name })).spent,

  /** Gives a member credits for the month, or takes some. Only once for a key. */
  grant: (member: MemberKey, grant: Grant): Promise<void> =>
    db.transaction().execute(async (transaction) => void (await grantIn(transaction, member, grant))),

  /** Begins a member's day and month anew: only what is on its way stays counted. Only once for a key. */
  reset: (member: MemberKey, { note, key, periods, now }: Omit<Grant, 'credits'>): Promise<void> =>
    db.transaction().execute(async (transaction) => {
      const scope = scopes.member(spaceOf(member), member.memberId)
      const open = await countOpen(transaction, member)
      const month = await addTo(transaction, { scope, period: periods.month.name }, {})
      const day = await addTo(transaction, { scope, period: periods.day.name }, {})
      const used = month.spent - month.granted - open.heldCredits
      // Also where nothing was used, for the entry says that it was done.
      if (!(await grantIn(transaction, member, { credits: Math.max(0, used), note, key, periods, now }))) return
      await addTo(transaction, { scope, period: periods.month.name }, { clips: Math.min(0, open.inFlight - month.clips) })
      await addTo(transaction, { scope, period: periods.day.name }, { clips: Math.min(0, open.inFlight - day.clips) })
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

const admitIn = async (transaction: Transaction<Schema>, admission: Admission): Promise<AdmissionResult> => {
  const { batch, generations, tier, periods, now } = admission
  const { memberId } = batch
  const workspace = spaceOf(batch)
  // The write comes first because it takes the member's row lock on a database with many writers.
  const { block_json } = await transaction
    .insertInto('members')
    .values({ workspace, member_id: memberId, name: batch.memberName, seen_at: now })
    .onConflict((conflict) => conflict.columns(['workspace', 'member_id']).doUpdateSet({ name: batch.memberName, seen_at: now }))
    .returning('block_json')
    .executeTakeFirstOrThrow()
  const before = await transaction
    .selectFrom('batches')
    .select('id')
    .where('invocation_key', '=', admission.invocationKey)
    .executeTakeFirst()
  if (before) return { kind: 'duplicate', batchId: before.id }
  const block: Block | null = block_json === null ? null : JSON.parse(block_json)
  if (block && (block.until === null || block.until > now)) return { kind: 'blocked', block }

  const clips = generations.length
  const refuseOver = (limit: RefusedLimit, used: number, most: number | undefined | null): void => {
    if (most !== undefined && most !== null && used > most) throw new Refusal(limit)
  }
  const open = await countOpen(transaction, batch)
  refuseOver('inFlight', open.inFlight + clips, tier.inFlight)
  refuseOver('queued', open.queued + clips, tier.queued)
  if (tier.burst) refuseOver('burst', (await countSince(transaction, batch, now - tier.burst.seconds * 1000)) + clips, tier.burst.clips)

  const counted: Counted[] = []
  const spent = generations.reduce((sum, generation) => sum + generation.heldCredits, 0)
  const count = async (scope: string, period: string): Promise<Totals> => {
    counted.push({ scope, period })
    return addTo(transaction, { scope, period }, { spent, clips })
  }
  const member = scopes.member(workspace, memberId)
  const ofDay = await count(member, periods.day.name)
  refuseOver('clipsPerDay', ofDay.clips, tier.clipsPerDay)
  await setAllowance(transaction, batch, tier, periods, now)
  const ofMonth = await count(member, periods.month.name)
  refuseOver('clipsPerMonth', ofMonth.clips, tier.clipsPerMonth)
  refuseOver('credits', ofMonth.spent, tier.creditsPerMonth + ofMonth.granted)
  const shared = scopes.tier(workspace, tier.name)
  if (tier.shared.clipsPerDay !== undefined) {
    refuseOver('sharedClips', (await count(shared, periods.day.name)).clips, tier.shared.clipsPerDay)
  }
  if (tier.shared.creditsPerMonth !== undefined) {
    refuseOver('sharedCredits', (await count(shared, periods.month.name)).spent, tier.shared.creditsPerMonth)
  }
  const ofWorkspace = await count(scopes.workspace(workspace), periods.month.name)
  refuseOver('budget', ofWorkspace.spent, admission.budgetCredits)

  await insertBatch(transaction, admission, counted)
  for (const { id, heldCredits } of generations) {
    await appendEntry(transaction, {
      workspace,
      memberId,
      kind: 'hold',
      period: periods.month.name,
      generationId: id,
      credits: -heldCredits,
      now,
    })
  }
  return { kind: 'admitted', workspaceSpent: ofWorkspace.spent }
}

/** How many generations a member asked for since a time, whatever became of them. */
const countSince = async (transaction: Transaction<Schema>, member: MemberKey, since: number): Promise<number> => {
  const row = await transaction
    .selectFrom('generations')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('workspace', '=', spaceOf(member))
    .where('member_id', '=', member.memberId)
    .where('created_at', '>', since)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The month's allowance as an entry of its own; another one when the member's tier changed since. */
const setAllowance = async (
  transaction: Transaction<Schema>,
  member: MemberKey,
  tier: Tier,
  { month }: Periods,
  now: number,
): Promise<void> => {
  const { memberId } = member
  const workspace = spaceOf(member)
  const counted = { scope: scopes.member(workspace, memberId), period: month.name }
  const { allowance } = await readTotals(transaction, counted)
  const more = tier.creditsPerMonth - allowance
  if (more === 0) return
  await addTo(transaction, counted, { allowance: more })
  const note = `allowance of ${month.name}, tier ${tier.name}`
  await appendEntry(transaction, { workspace, memberId, kind: 'grant', period: month.name, credits: more, note, now })
}

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
