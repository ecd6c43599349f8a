import type { Kysely } from 'kysely'

/** What keeps a paid clip from its person is kept with it: a restart must not begin to count again. */
export const obstacles = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('generations').addColumn('obstacle_json', 'text').execute()
  },
}
