import type { Kysely } from 'kysely'

/** A channel may take so many clips an hour, so a batch knows the one in which it was asked for. Of older ones nobody knows it. */
export const channels = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    await db.schema.alterTable('batches').addColumn('channel', 'text').execute()
    await db.schema.createIndex('batches_channel').on('batches').columns(['platform', 'workspace', 'channel', 'created_at']).execute()
  },
}
