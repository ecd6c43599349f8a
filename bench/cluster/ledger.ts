import type { RunDatabase } from './database.ts'

/** What our own books say of money, to be held against the vendor's. */
export interface LedgerSums {
  /** All holds with what was given back of them. */
  spentCents: number
  ends: Record<string, number>
  broken: string[]
}

/** Postgres counts in bigints, which come as text. */
export const readLedger = async (database: RunDatabase): Promise<LedgerSums> => {
  const rows = await database.query(
    `select g.id, g.state, g.slot, count(l.id) as entries, sum(l.credits) as credits, sum(case when l.kind = 'hold' then 1 else 0 end) as holds
       from generations g left join ledger l on l.generation_id = g.id group by g.id, g.state, g.slot`,
  )
  const totals = await database.query(
    "select coalesce(sum(spent), 0) as spent from totals where scope = 'everybody' and length(period) = 7",
  )
  const ends: Record<string, number> = {}
  const broken: string[] = []
  let spentCents = 0
  for (const row of rows) {
    const state = String(row['state'])
    ends[state] = (ends[state] ?? 0) + 1
    spentCents -= Number(row['credits'])
    if (Number(row['entries']) !== 2 || Number(row['holds']) !== 1)
      broken.push(`clip ${row['id']} (${state}) has ${row['entries']} entries in the ledger`)
    if (row['slot'] === 'held' || row['slot'] === 'waiting') broken.push(`clip ${row['id']} (${state}) has its slot still ${row['slot']}`)
  }
  const told = Number(totals[0]?.['spent'] ?? 0)
  if (told !== spentCents) broken.push(`the totals say ${told} cents, the ledger ${spentCents}`)
  return { spentCents, ends, broken }
}
