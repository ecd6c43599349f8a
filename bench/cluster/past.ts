import type { Row, RunDatabase } from './database.ts'

/** In this order a row comes after those that it refers to. */
const tables = ['batches', 'generations', 'attempts', 'ledger', 'posts'] as const
const members = 1_000
const yearMs = 365 * 24 * 3_600_000

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** A text in which each id became one of the copy's own. */
const withOwnIds = (text: string, ids: readonly string[]): string => {
  const pattern = new RegExp(`(${ids.map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`)
  const parts = text.split(pattern).filter((part) => part !== '')
  return parts.map((part) => (ids.includes(part) ? `('p${ids.indexOf(part)}-' || n.i)` : quoted(part))).join(' || ') || "''"
}

const isId = (column: string): boolean => /^(id|batch_id|generation_id|numbered_in|run_id)$/.test(column)

/**
 * The statements that give a database a past: the rows of the clips that are there, which the program itself wrote, are copied with new ids
 * over the last year and a thousand members, until there are about so many rows.
 */
export const pastOf = async (database: RunDatabase, rows: number, now = Date.now()): Promise<string[]> => {
  const templates: { table: string; row: Row }[] = []
  for (const table of tables)
    for (const row of await database.query(`select * from ${table}`)) if (row['kind'] !== 'grant') templates.push({ table, row })
  const found = templates.flatMap(({ row }) =>
    Object.entries(row).flatMap(([column, value]) => (isId(column) && typeof value === 'string' ? [value] : [])),
  )
  const ids = [...new Set(found)]
  const count = Math.ceil(rows / templates.length)
  const expression = (column: string, value: unknown): string => {
    if (value === null) return 'null'
    if (column === 'member_id') return `'past-' || (n.i % ${members})`
    if (column === 'invocation_key') return "'discord:past-' || n.i"
    if (column === 'period') return quoted(new Date(now - yearMs).toISOString().slice(0, 7))
    if (column === 'day') return quoted(new Date(now - yearMs).toISOString().slice(0, 10))
    if (column.endsWith('_at') && Number(value) > 0) return `${now - yearMs} + n.i * ${Math.floor(yearMs / count)}`
    return typeof value === 'string' ? withOwnIds(value, ids) : String(value)
  }
  const series =
    database.kind === 'sqlite'
      ? `(with recursive s(i) as (select 1 union all select i + 1 from s where i < ${count}) select i from s) as n`
      : `generate_series(1::bigint, ${count}) as n(i)`
  return templates.map(({ table, row }) => {
    const entries = Object.entries(row).filter(([column]) => column !== 'sequence')
    const columns = entries.map(([column]) => column).join(', ')
    return `insert into ${table} (${columns}) select ${entries.map(([column, value]) => expression(column, value)).join(', ')} from ${series}`
  })
}
