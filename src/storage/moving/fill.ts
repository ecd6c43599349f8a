import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import { moveCounter } from './counters.ts'
import { createMarks } from './marks.ts'
import { type Count, countRows, insertRows, pagesOf } from './rows.ts'
import type { Shape } from './shapes.ts'
import { hasRuns, type Side, serverTables, shapesOf } from './sides.ts'

/** Whether a database holds anything of an installation. */
export const isEmpty = async (side: Side, tables: readonly string[]): Promise<boolean> => {
  for (const name of tables) {
    const { rows } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(side.dbOf(name))
    if (rows.length > 0) return false
  }
  return !(await hasRuns(side))
}

/** Which process has an entry, and since when that one is away: with SQLite there is one. */
const ofServerAlone: Readonly<Record<string, readonly string[]>> = { inbox: ['owner', 'absent_since'] }

/** A column that one of them does not have would be lost in silence. */
const ensureSameShape = async (server: Side, shapes: readonly Shape[]): Promise<void> => {
  const tables = await serverTables(server)
  const isSame = shapes.every(({ name, columns }) => {
    const there = tables.get(name)
    const wanted = new Set([...columns, ...(ofServerAlone[name] ?? [])])
    return there !== undefined && isDeepStrictEqual(new Set(there), wanted)
  })
  if (!isSame) throw new MoodreelError('bad_config', 'The two databases are of different versions of Moodreel; use the newer one for both.')
}

/**
 * Fills a database with another one's tables under the name of a move, page by page: what is interrupted goes on where it was when it
 * is called again. Rows that a move of another name left half done go first. Then both are read and compared; the mark that the
 * database is only half filled stays until `endTo`.
 * Throws MoodreelError `bad_config` for a target that has data of its own, `storage_unavailable` and `internal` where the two differ afterwards.
 */
export const fill = async (source: Side, target: Side, id: string, tell: (line: string) => void = () => undefined): Promise<Count[]> => {
  const shapes = await shapesOf(source.kind === 'sqlite' ? source : target)
  for (const side of [source, target]) if (side.kind === 'postgres') await ensureSameShape(side, shapes)
  const marks = createMarks(target.db)
  const there = await marks.to()
  if (there === null || there.isOver) {
    const tables = shapes.map(({ name }) => name)
    if (!(await isEmpty(target, tables)))
      throw new MoodreelError('bad_config', `${nameOf(target)} has data of its own; ${elsewhere(target)}.`)
    await marks.beginTo(id)
  } else if (there.id !== id) {
    tell('What an earlier try left there half done is taken away first.')
    // The mark stays meanwhile: what is left is still only half of something.
    for (const { name } of shapes.toReversed()) await sql`delete from ${sql.table(name)}`.execute(target.dbOf(name))
    await marks.beginTo(id)
  }
  await copyTables(source, target, id, shapes, tell)
  for (const shape of shapes) await moveCounter(source, target, shape)
  if (target.kind === 'postgres') await sql`analyze`.execute(target.db)
  return compare(source, target, shapes)
}

const nameOf = ({ kind }: Side): string => (kind === 'postgres' ? 'The Postgres database of DATABASE_URL' : 'The data folder')
const elsewhere = ({ kind }: Side): string =>
  kind === 'postgres'
    ? 'name an empty one there'
    : 'move moodreel.sqlite, inbox.sqlite and engine.sqlite in it elsewhere first, or set MOODREEL_DATA_DIR to another folder'

const copyTables = async (
  source: Side,
  target: Side,
  id: string,
  shapes: readonly Shape[],
  tell: (line: string) => void,
): Promise<void> => {
  const marks = createMarks(target.db)
  const begun = (await marks.to())?.progress
  const done = begun?.done ?? []
  for (const shape of shapes) {
    const { name } = shape
    if (done.includes(name)) continue
    let copied = 0
    for await (const { rows, last } of pagesOf(source, shape, begun?.table === name ? begun.after : null)) {
      await insertRows(target, shape, rows)
      await marks.noteProgress(id, { done, table: name, after: last })
      copied += rows.length
      if (copied % 100_000 === 0) tell(`${name}: ${copied} rows so far`)
    }
    done.push(name)
    await marks.noteProgress(id, { done, table: null, after: null })
  }
}

/** Reads both databases. Throws MoodreelError `internal` with the names of the tables that differ. */
const compare = async (source: Side, target: Side, shapes: readonly Shape[]): Promise<Count[]> => {
  const counts: Count[] = []
  const different: string[] = []
  for (const shape of shapes) {
    const [here, there] = await Promise.all([countRows(source, shape), countRows(target, shape)])
    counts.push(here)
    if (!isDeepStrictEqual(here, there)) different.push(`${shape.name} (${here.rows} rows and ${there.rows})`)
  }
  if (different.length > 0) {
    // What is there is of no use: the next try begins anew.
    await createMarks(target.db).beginTo(newId())
    throw new MoodreelError(
      'internal',
      `These tables are not the same in both databases: ${different.join(', ')}. Nothing has moved; try again.`,
    )
  }
  return counts
}
