import { type Kysely, sql } from 'kysely'
import { MoodreelError } from '../../core/errors.ts'

/** A table as it is moved: `key` are the columns of its primary key, by which its rows have one order everywhere. */
export interface Shape {
  name: string
  columns: readonly string[]
  key: readonly string[]
}

/** Who made the tables, and what was moved where: a database's own affairs. */
const ownAffairs: ReadonlySet<string> = new Set(['moves', 'kysely_migration', 'kysely_migration_lock'])

/** Of every table of a SQLite database that belongs to an installation, each after those that it refers to. What is new is moved without a word. */
export const readShapes = async <Tables>(db: Kysely<Tables>): Promise<Shape[]> => {
  const { rows: tables } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name`.execute(db)
  const found = new Map<string, { shape: Shape; needs: string[] }>()
  for (const { name } of tables) {
    if (ownAffairs.has(name)) continue
    const { rows: columns } = await sql<{ name: string; pk: number }>`select name, pk from pragma_table_info(${name}) order by cid`.execute(
      db,
    )
    const { rows: needed } = await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${name})`.execute(db)
    const key = columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
    if (key.length === 0) throw new MoodreelError('internal', `The table ${name} has no primary key, so it cannot be moved.`)
    const shape = { name, columns: columns.map((column) => column.name), key: key.map((column) => column.name) }
    found.set(name, { shape, needs: needed.map(({ table }) => table) })
  }
  const ordered = new Map<string, Shape>()
  const place = (name: string): void => {
    const one = found.get(name)
    if (!one || ordered.has(name)) return
    for (const other of one.needs) if (other !== name) place(other)
    ordered.set(name, one.shape)
  }
  for (const name of found.keys()) place(name)
  return [...ordered.values()]
}
