import type { Kysely } from 'kysely'

/**
 * Until when the end of a case can be taken back and its card has a button for it; null where there is none. Of cases that were over
 * before, the first look tells (`storage/cases.ts`).
 */
export const undo = {
  up: async (db: Kysely<{ cases: { ending_json: string | null; undo_until: number | null } }>): Promise<void> => {
    await db.schema.alterTable('cases').addColumn('undo_until', 'bigint').execute()
    await db.schema.createIndex('cases_undo').on('cases').columns(['undo_until']).execute()
    await db.updateTable('cases').set({ undo_until: 0 }).where('ending_json', 'is not', null).execute()
  },
}
