import type { Kysely } from 'kysely'

/** The clips of one batch stand in one message: how each stands there is kept, and which of them the buttons are for. */
export const rounds = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('generations').addColumn('posted_json', 'text').execute()
    await db.schema.alterTable('batches').addColumn('chosen_json', 'text').execute()
  },
}
