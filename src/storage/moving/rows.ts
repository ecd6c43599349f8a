import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Shape } from './shapes.ts'
import type { Side } from './sides.ts'

export type Value = string | number | null
type Row = Record<string, Value>

/** Rows that are read and written at one time. */
const pageRows = 1_000

/** No process holds the name of this one, so those who share a Postgres take its entries up (`postgres/inbox.ts`). */
const ownerOfMoved = 'moved'

/** What a database says, as both kinds can keep it. */
const cleaned = (value: unknown): Value => {
  // Postgres keeps no NUL in a text, and a fraction in four bytes.
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (typeof value === 'number') return Number.isInteger(value) ? value : Math.fround(value)
  if (value === null) return null
  throw new TypeError(`A value of type ${typeof value} cannot be moved.`)
}

/** Runs are not moved: whatever is not over is begun again, and each of its stages looks before it acts. */
const isLeftBehind = (table: string, column: string): boolean => table === 'generations' && column === 'run_id'

const keyOf = (shape: Shape, row: Row): (string | number)[] => shape.key.map((column) => row[column] ?? '')

/** The rows of a table in the order of its key, after one of them, so many at a time. */
export async function* pagesOf(
  side: Side,
  shape: Shape,
  after: (string | number)[] | null = null,
): AsyncGenerator<{ rows: Row[]; last: (string | number)[] }> {
  const refs = (columns: readonly string[]) => sql.join(columns.map((column) => sql.ref(column)))
  let from = after
  for (;;) {
    const next = from === null ? sql`` : sql`where (${refs(shape.key)}) > (${sql.join(from)})`
    const page = await sql<Record<string, unknown>>`
      select ${refs(shape.columns)} from ${sql.table(shape.name)} ${next} order by ${refs(shape.key)} limit ${sql.lit(pageRows)}`.execute(
      side.dbOf(shape.name),
    )
    const rows = page.rows.map(
      (row): Row =>
        Object.fromEntries(shape.columns.map((column) => [column, isLeftBehind(shape.name, column) ? null : cleaned(row[column])])),
    )
    const end = rows.at(-1)
    if (!end) return
    from = keyOf(shape, end)
    yield { rows, last: from }
    if (rows.length < pageRows) return
  }
}

/** Writes a page by one statement. What is there already stays as it is. */
export const insertRows = async (side: Side, shape: Shape, rows: readonly Row[]): Promise<void> => {
  const owned = side.kind === 'postgres' && shape.name === 'inbox'
  const columns = owned ? [...shape.columns, 'owner'] : shape.columns
  const page = JSON.stringify(owned ? rows.map((row) => ({ ...row, owner: ownerOfMoved })) : rows)
  const table = sql.table(shape.name)
  const refs = sql.join(columns.map((column) => sql.ref(column)))
  const read =
    side.kind === 'postgres'
      ? sql`select ${refs} from json_populate_recordset(null::${table}, ${page}::json)`
      : sql`select ${sql.join(columns.map((column) => sql`value ->> ${sql.lit(`$.${column}`)}`))} from json_each(${page}) where true`
  await sql`insert into ${table} (${refs}) ${read} on conflict do nothing`.execute(side.dbOf(shape.name))
}

/** What is added up of a table, so that a person can compare it too. */
const summed: Readonly<Record<string, readonly string[]>> = {
  ledger: ['credits'],
  totals: ['allowance', 'granted', 'spent', 'clips'],
  generations: ['held_credits', 'cost_credits'],
}

/** A table in numbers. `hash` is of all that its rows say, in the order of their keys. */
export interface Count {
  table: string
  rows: number
  sums: Record<string, number>
  hash: string
}

/** Reads a whole table, page by page. */
export const countRows = async (side: Side, shape: Shape): Promise<Count> => {
  const hash = createHash('sha256')
  const sums = Object.fromEntries((summed[shape.name] ?? []).map((column) => [column, 0]))
  let count = 0
  for await (const { rows } of pagesOf(side, shape)) {
    count += rows.length
    for (const row of rows) {
      hash.update(JSON.stringify(shape.columns.map((column) => row[column])))
      for (const column of Object.keys(sums)) sums[column] = (sums[column] ?? 0) + Number(row[column] ?? 0)
    }
  }
  return { table: shape.name, rows: count, sums, hash: hash.digest('hex') }
}
