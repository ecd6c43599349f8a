import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Kysely } from 'kysely'
import { openDatabase } from '../src/storage/database.ts'
import { createLedger } from '../src/storage/ledger.ts'
import type { Schema } from '../src/storage/schema.ts'
import { admission } from '../test/support/admission.ts'
import type { Measurement } from './measure.ts'
import { percentile } from './numbers.ts'

const generations = 100_000
const entries = 1_000_000
const members = 1000
const admissions = 2000
const yearMs = 365 * 24 * 3_600_000

/** Copies the rows of one clip that was admitted and delivered over a year and many members, in SQL alone. */
const fill = (path: string, now: number): void => {
  const db = new DatabaseSync(path)
  try {
    const numbers = (count: number): string => `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`
    const at = `${now - yearMs} + cast(i * ${yearMs / generations} as integer)`
    const month = `strftime('%Y-%m', (${at}) / 1000, 'unixepoch')`
    const columns = (table: string, changed: Record<string, string>): string => {
      const names = db
        .prepare(`select name from pragma_table_info('${table}')`)
        .all()
        .map((row) => String(row['name']))
      return names.map((name) => changed[name] ?? name).join(', ')
    }
    const member = `'member-' || (i % ${members})`
    db.exec('pragma synchronous = off; pragma cache_size = -400000; begin')
    const batch = columns('batches', { id: "'b' || i", invocation_key: "'web:s' || i", member_id: member, created_at: at })
    db.exec(`${numbers(generations)} insert into batches select ${batch} from batches, n`)
    const generation = columns('generations', {
      id: "'g' || i",
      batch_id: "'b' || i",
      member_id: member,
      created_at: at,
      state_at: at,
      finished_at: at,
    })
    db.exec(`${numbers(generations)} insert into generations select ${generation} from generations, n`)
    for (const kind of ['hold', 'settle']) {
      const entry = columns('ledger', { id: `'${kind}' || i`, generation_id: "'g' || i", member_id: member, period: month, created_at: at })
      db.exec(`${numbers(generations)} insert into ledger select ${entry} from ledger, n where kind = '${kind}'`)
    }
    const rest = entries - 2 * generations
    const grant = columns('ledger', {
      id: "'grant' || i",
      member_id: member,
      period: `strftime('%Y-%m', (${now - yearMs} + cast(i * ${yearMs / rest} as integer)) / 1000, 'unixepoch')`,
    })
    db.exec(`${numbers(rest)} insert into ledger select ${grant} from ledger, n where kind = 'grant'`)
    db.exec(
      `insert or ignore into members select workspace, member_id, 'Ann', 0, 0, null, null, null from batches group by workspace, member_id`,
    )
    db.exec(`insert or replace into totals (scope, period, allowance, granted, spent, clips)
      select 'member:' || workspace || ':' || member_id, period, 0, sum(case kind when 'grant' then credits else 0 end),
        -sum(case kind when 'grant' then 0 else credits end), sum(kind = 'hold') from ledger group by workspace, member_id, period`)
    db.exec('commit; pragma wal_checkpoint(truncate); analyze')
  } finally {
    db.close()
  }
}

const openOne = async (path: string): Promise<{ db: Kysely<Schema>; ledger: ReturnType<typeof createLedger> }> => {
  const db = await openDatabase(path)
  return { db, ledger: createLedger(db) }
}

const limits = { clipsPerDay: 1_000_000, inFlight: 1_000_000, creditsPerMonth: 1_000_000_000 }

/** Lets one clip of somebody in and ends it, as it is all day long. */
const admitOne = async (ledger: ReturnType<typeof createLedger>, n: number, now: number): Promise<number> => {
  const asked = admission({ tier: limits, memberId: `member-${(n * 7919) % members}`, credits: 1, now })
  const startedAt = performance.now()
  const result = await ledger.admit(asked)
  const ms = performance.now() - startedAt
  if (result.kind !== 'admitted') throw new Error(`an admission was ${result.kind}`)
  await ledger.close(asked.generations[0]?.id ?? '', { state: 'delivered', costCredits: 1, failure: null, now })
  return ms
}

/** How long the transaction that lets a clip in takes, when the books are long. */
export const admissionTime: Measurement = {
  name: 'admission',
  method: `${admissions} admissions by ${members} members, in turn on an empty database and on one with ${generations} generations and ${entries} ledger entries, in one process without a clip being made`,
  async run(world, dataDir) {
    // It brings its own past.
    if (existsSync(join(dataDir, 'moodreel.sqlite'))) return []
    const now = Date.now()
    const [emptyPath, fullPath] = [join(await world.folder(), 'empty.sqlite'), join(await world.folder(), 'full.sqlite')]
    const first = await openOne(fullPath)
    await admitOne(first.ledger, 0, now - yearMs)
    await first.db.destroy()
    fill(fullPath, now)
    const [empty, full] = [await openOne(emptyPath), await openOne(fullPath)]
    const times = { empty: [] as number[], full: [] as number[] }
    for (let n = 0; n < admissions; n += 1) {
      times.empty.push(await admitOne(empty.ledger, n, now))
      times.full.push(await admitOne(full.ledger, n, now))
    }
    await empty.db.destroy()
    await full.db.destroy()
    const figure = (share: number, name: string) => ({
      name: `admission ${name}, long books`,
      unit: 'ms' as const,
      value: percentile(times.full, share),
      baseline: { value: percentile(times.empty, share), what: 'empty database' },
      aim: { at: 'most' as const, value: 1.2, of: 'times baseline' as const },
    })
    return [figure(0.5, 'p50'), figure(0.99, 'p99')]
  },
}
