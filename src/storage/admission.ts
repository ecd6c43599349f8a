import type { Transaction } from 'kysely'
import type { Generation } from '../core/generation.ts'
import type { Roof } from '../core/ledger.ts'
import { type Made, madeOf, makesStill, sumOfMade, usedBy } from '../core/made.ts'
import type { Block } from '../core/moderators.ts'
import { dayOf, monthOf } from '../core/text/calendar.ts'
import type { Quota, Tier } from '../core/tier.ts'
import { spaceOf } from '../core/workspace.ts'
import { readEnds } from './ends.ts'
import { insertBatch, type NewBatch } from './insert-batch.ts'
import { appendEntry, type MemberKey } from './ledger-entry.ts'
import { nextInChannel } from './pace.ts'
import { countOpen, type Periods } from './quota.ts'
import type { Schema } from './schema.ts'
import { addTo, type Counted, readTotals, scopes, type Totals } from './totals.ts'

/** A batch as it is admitted, and all that may stand in its way. */
export interface Admission extends NewBatch {
  /** What the workspace may spend in the month; null for any amount. */
  budgetCredits: number | null
  /** What all workspaces together may spend; no limit when it is not said. */
  roof?: Roof | undefined
  /** The operator's own work that nobody bills: it is counted nowhere, and only how much of it goes on at one time is limited. */
  uncounted?: boolean | undefined
  /** How many clips `channel` takes in an hour; any number when it is not said. */
  clipsPerHour?: number | undefined
  /** With more credits than this in a day the member's batch waits for a moderator; null for any number. */
  approveAbove?: number | null | undefined
  now: number
}

export type RefusedLimit =
  | 'burst'
  | 'pace'
  | 'clipsPerDay'
  | 'clipsPerMonth'
  | 'inFlight'
  | 'queued'
  | 'credits'
  | 'sharedClips'
  | 'sharedCredits'
  | 'budget'
  | 'ends'
  | 'roofDay'
  | 'roofMonth'

export type AdmissionResult =
  /** What the workspace has spent in the month with it. */
  | { kind: 'admitted'; workspaceSpent: number }
  /** The same invocation was admitted before, as this batch. */
  | { kind: 'duplicate'; batchId: string }
  /** `nextAt`: of a channel's pace, when there is room; null for never. */
  | { kind: 'refused'; limit: RefusedLimit; quota: Quota; nextAt: number | null }
  | { kind: 'blocked'; block: Block }

/** Thrown to undo what a refused admission has added so far. */
export class Refusal extends Error {
  readonly limit: RefusedLimit
  readonly nextAt: number | null
  constructor(limit: RefusedLimit, nextAt: number | null = null) {
    super(limit)
    this.limit = limit
    this.nextAt = nextAt
  }
}

/** The day and the month of a time as a vendor's invoice has them. */
export const utcPeriods = (now: number): { day: string; month: string } => ({
  day: dayOf(now, 'UTC').name,
  month: monthOf(now, 'UTC').name,
})

/** Admits in a transaction, which a thrown `Refusal` undoes. */
export const admitIn = async (transaction: Transaction<Schema>, admission: Admission): Promise<AdmissionResult> => {
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

  const asked = madeOf(generations)
  const refuseOver = (limit: RefusedLimit, used: number, most: number | undefined | null): void => {
    if (most !== undefined && most !== null && used > most) throw new Refusal(limit)
  }
  /** Of a limit of clips: what counts nothing is never over it. */
  const refuseMore = (limit: RefusedLimit, made: Made, most: number | undefined): void => {
    if (usedBy(asked, tier.still) > 0) refuseOver(limit, usedBy(made, tier.still), most)
  }
  const open = await countOpen(transaction, batch)
  refuseMore('inFlight', sumOfMade(open.inFlight, asked), tier.inFlight)
  refuseMore('queued', sumOfMade(open.queued, asked), tier.queued)
  if (tier.burst) {
    const lately = await countSince(transaction, batch, now - tier.burst.seconds * 1000)
    refuseMore('burst', sumOfMade(lately, asked), tier.burst.clips)
  }
  const { channel, clipsPerHour } = admission
  if (channel && clipsPerHour !== undefined) {
    const later = await nextInChannel(transaction, { ...batch, channel, clipsPerHour, still: tier.still }, asked, now)
    if (later) throw new Refusal('pace', later.nextAt)
  }
  if (admission.uncounted) {
    await insertBatch(transaction, admission, [])
    await holdCredits(transaction, admission)
    return { kind: 'admitted', workspaceSpent: 0 }
  }
  if (tier.endsPerHour !== undefined) refuseOver('ends', (await readEnds(transaction, batch, tier, now)).endsThisHour + 1, tier.endsPerHour)

  const counted: Counted[] = []
  const spentOn = (some: readonly Generation[]): number => some.reduce((sum, generation) => sum + generation.heldCredits, 0)
  const spent = spentOn(generations)
  const count = async (scope: string, period: string): Promise<Totals> => {
    counted.push({ scope, period })
    return addTo(transaction, { scope, period }, { spent, clips: generations.length })
  }
  /** Also how many of them are stills, where clips have a limit. */
  const countApart = async (scope: string, period: string): Promise<Totals & Made> => {
    const totals = await count(scope, period)
    const ofStills = { scope: scopes.stills(scope), period }
    const found = asked.stills > 0 ? await countStills(ofStills) : (await readTotals(transaction, ofStills)).clips
    const stills = Math.min(found, Math.max(0, totals.clips - asked.clips))
    // A reset by the version before this one leaves stills in that it took out of all.
    if (found > stills) await addTo(transaction, ofStills, { clips: stills - found })
    return { ...totals, clips: totals.clips - stills, stills }
  }
  const countStills = async (ofStills: Counted): Promise<number> => {
    counted.push(ofStills)
    const more = { spent: spentOn(generations.filter(({ mode }) => makesStill(mode))), clips: asked.stills }
    return (await addTo(transaction, ofStills, more)).clips
  }
  const member = scopes.member(workspace, memberId)
  const ofDay = await countApart(member, periods.day.name)
  refuseMore('clipsPerDay', ofDay, tier.clipsPerDay)
  await setAllowance(transaction, batch, tier, periods, now)
  const ofMonth = await countApart(member, periods.month.name)
  refuseMore('clipsPerMonth', ofMonth, tier.clipsPerMonth)
  refuseOver('credits', ofMonth.spent, tier.creditsPerMonth + ofMonth.granted)
  const shared = scopes.tier(workspace, tier.name)
  if (tier.shared.clipsPerDay !== undefined) {
    refuseMore('sharedClips', await countApart(shared, periods.day.name), tier.shared.clipsPerDay)
  }
  if (tier.shared.creditsPerMonth !== undefined) {
    refuseOver('sharedCredits', (await count(shared, periods.month.name)).spent, tier.shared.creditsPerMonth)
  }
  const ofWorkspace = await count(scopes.workspace(workspace), periods.month.name)
  refuseOver('budget', ofWorkspace.spent, admission.budgetCredits)

  // Last, so that the one row that everybody writes is locked for the shortest time.
  if (!admission.nominal) {
    const utc = utcPeriods(now)
    refuseOver('roofDay', (await count(scopes.everybody, utc.day)).spent, spent > 0 ? admission.roof?.day : null)
    refuseOver('roofMonth', (await count(scopes.everybody, utc.month)).spent, spent > 0 ? admission.roof?.month : null)
  }

  const { approveAbove = null } = admission
  const mustAsk = approveAbove !== null && spent > 0 && ofDay.spent > approveAbove
  await insertBatch(transaction, { ...admission, approval: admission.approval ?? (mustAsk ? { state: 'waiting' } : undefined) }, counted)
  await holdCredits(transaction, admission)
  return { kind: 'admitted', workspaceSpent: ofWorkspace.spent }
}

/** The entries by which the ledger holds what each generation may cost. */
const holdCredits = async (transaction: Transaction<Schema>, { batch, generations, periods, now }: Admission): Promise<void> => {
  for (const { id, heldCredits } of generations) {
    await appendEntry(transaction, {
      workspace: spaceOf(batch),
      memberId: batch.memberId,
      kind: 'hold',
      period: periods.month.name,
      generationId: id,
      credits: -heldCredits,
      now,
    })
  }
}

/** What a member asked for since a time, whatever became of it. */
const countSince = async (transaction: Transaction<Schema>, member: MemberKey, since: number): Promise<Made> => {
  const rows = await transaction
    .selectFrom('generations')
    .select('mode')
    .where('workspace', '=', spaceOf(member))
    .where('member_id', '=', member.memberId)
    .where('created_at', '>', since)
    .execute()
  return madeOf(rows)
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
