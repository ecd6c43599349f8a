import type { Transaction } from 'kysely'
import { type Made, madeOf } from '../core/made.ts'
import type { Period } from '../core/text/calendar.ts'
import type { Quota, Tier } from '../core/tier.ts'
import { spaceOf } from '../core/workspace.ts'
import { readEnds } from './ends.ts'
import type { MemberKey } from './ledger-entry.ts'
import type { Schema } from './schema.ts'
import { readMade, readTotals, scopes } from './totals.ts'

/** The day and the month that a member's limits count by, of the workspace's own zone. */
export interface Periods {
  day: Period
  month: Period
}

type Reader = Pick<Transaction<Schema>, 'selectFrom'>

/** A member's generations that are not over: clips and stills, which of them wait in line, and what they hold. */
export const countOpen = async (db: Reader, member: MemberKey): Promise<{ inFlight: Made; queued: Made; heldCredits: number }> => {
  const rows = await db
    .selectFrom('generations')
    .select(['mode', 'slot', 'held_credits'])
    .where('workspace', '=', spaceOf(member))
    .where('member_id', '=', member.memberId)
    .where('finished_at', 'is', null)
    .execute()
  return {
    inFlight: madeOf(rows),
    queued: madeOf(rows.filter(({ slot }) => slot === 'none' || slot === 'waiting')),
    heldCredits: rows.reduce((sum, row) => sum + row.held_credits, 0),
  }
}

/** What a member has made and has left by these limits. */
export const readQuota = async (db: Reader, member: MemberKey, tier: Tier, { day, month }: Periods, now: number): Promise<Quota> => {
  const scope = scopes.member(spaceOf(member), member.memberId)
  const { granted, spent } = await readTotals(db, { scope, period: month.name })
  const { inFlight, queued } = await countOpen(db, member)
  return {
    tier,
    today: await readMade(db, { scope, period: day.name }),
    thisMonth: await readMade(db, { scope, period: month.name }),
    inFlight,
    queued,
    creditsLeft: tier.creditsPerMonth + granted - spent,
    ...(await readEnds(db, member, tier, now)),
    dayResetsAt: day.endsAt,
    monthResetsAt: month.endsAt,
  }
}
