import { sql } from 'kysely'
import { MoodreelError } from '../../core/errors.ts'
import { newId } from '../../core/id.ts'
import type { Database } from '../database.ts'

/** How far a database is filled: the tables that are done, and after which key of the next one to go on. */
export interface Progress {
  done: string[]
  table: string | null
  after: (string | number)[] | null
}

/** The notes of a database about moves: what was moved out of it (`from`) and into it (`to`). */
export const createMarks = (db: Database) => {
  const end = async (id: string, role: 'from' | 'to'): Promise<boolean> => {
    const result = await db
      .updateTable('moves')
      .set({ ended_at: Date.now() })
      .where('id', '=', id)
      .where('role', '=', role)
      .executeTakeFirst()
    return result.numUpdatedRows > 0n
  }
  const newest = (role: 'from' | 'to') =>
    db.selectFrom('moves').selectAll().where('role', '=', role).orderBy('begun_at', 'desc').limit(1).executeTakeFirst()

  return {
    /** The id of the move out of here that is under way, or of a new one. */
    async beginFrom(): Promise<string> {
      const underWay = await newest('from')
      if (underWay && underWay.ended_at === null) return underWay.id
      const id = newId()
      await db.insertInto('moves').values({ id, role: 'from', progress_json: null, begun_at: Date.now(), ended_at: null }).execute()
      return id
    },
    /** False when it is no longer under way, because the bot was started here meanwhile. */
    endFrom: (id: string): Promise<boolean> => end(id, 'from'),
    /** The move by which the installation has left; null while it is here. */
    async hasLeft(): Promise<string | null> {
      const row = await newest('from')
      return row && row.ended_at !== null ? row.id : null
    },
    /** The installation is here again, as it was when it left. True when it had left. */
    async stay(): Promise<boolean> {
      const result = await db.deleteFrom('moves').where('role', '=', 'from').executeTakeFirst()
      return result.numDeletedRows > 0n
    },

    /** What this database is filled from, or was at last. */
    async to(): Promise<{ id: string; isOver: boolean; progress: Progress } | null> {
      const row = await newest('to')
      if (!row) return null
      const progress: Progress = row.progress_json === null ? { done: [], table: null, after: null } : JSON.parse(row.progress_json)
      return { id: row.id, isOver: row.ended_at !== null, progress }
    },
    async beginTo(id: string): Promise<void> {
      await db.deleteFrom('moves').execute()
      await db.insertInto('moves').values({ id, role: 'to', progress_json: null, begun_at: Date.now(), ended_at: null }).execute()
    },
    async noteProgress(id: string, progress: Progress): Promise<void> {
      await db
        .updateTable('moves')
        .set({ progress_json: JSON.stringify(progress) })
        .where('id', '=', id)
        .where('role', '=', 'to')
        .execute()
    },
    endTo: (id: string): Promise<boolean> => end(id, 'to'),
  }
}

/** Whether the installation is no longer in a database, or only half. Of a version that could not move, it is there. */
export const isElsewhere = async (db: Database): Promise<boolean> => {
  const { rows } = await sql`select 1 from moves where (role = 'from') = (ended_at is not null)`.execute(db).catch(() => ({ rows: [] }))
  return rows.length > 0
}

/**
 * For a start of the bot: what was to be moved out of here begins anew another time, for it changes from now on. Throws MoodreelError
 * `bad_config` where the installation has left, or is only half here.
 */
export const refuseMoved = async (db: Database, words: { left: string; half: string }): Promise<void> => {
  await db.deleteFrom('moves').where('role', '=', 'from').where('ended_at', 'is', null).execute()
  const marks = createMarks(db)
  if ((await marks.hasLeft()) !== null) throw new MoodreelError('bad_config', words.left)
  if ((await marks.to())?.isOver === false) throw new MoodreelError('bad_config', words.half)
}
