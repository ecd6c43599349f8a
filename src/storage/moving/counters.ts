import { sql } from 'kysely'
import type { Shape } from './shapes.ts'
import type { Side } from './sides.ts'

/** The sequence behind a serial column of Postgres. */
const sequenceOf = async ({ db }: Side, { name, key }: Shape): Promise<string | null> => {
  const [column] = key
  const { rows } = await sql<{ sequence: string | null }>`select pg_get_serial_sequence(${`"${name}"`}, ${column}) as sequence`.execute(db)
  return rows[0]?.sequence ?? null
}

/** The last number that a table gave a row, also of one that is gone; null where it numbers none. */
const readCounter = async (side: Side, shape: Shape): Promise<number | null> => {
  if (side.kind === 'sqlite') {
    const { rows } = await sql<{ seq: number }>`select seq from sqlite_sequence where name = ${shape.name}`.execute(side.dbOf(shape.name))
    return rows[0]?.seq ?? null
  }
  const sequence = await sequenceOf(side, shape)
  if (sequence === null) return null
  const { rows } = await sql<{ last_value: number; is_called: boolean }>`select last_value, is_called from ${sql.raw(sequence)}`.execute(
    side.db,
  )
  return rows[0]?.is_called ? rows[0].last_value : null
}

/** Numbers go on where they stood: what was written with its own number did not count. */
export const moveCounter = async (source: Side, target: Side, shape: Shape): Promise<void> => {
  if (shape.name === 'inbox') return
  const counter = await readCounter(source, shape)
  if (counter === null) return
  if (target.kind === 'postgres') {
    const sequence = await sequenceOf(target, shape)
    if (sequence !== null) await sql`select setval(${sequence}, ${counter})`.execute(target.db)
    return
  }
  await sql`delete from sqlite_sequence where name = ${shape.name}`.execute(target.db)
  await sql`insert into sqlite_sequence (name, seq) values (${shape.name}, ${counter})`.execute(target.db)
}
