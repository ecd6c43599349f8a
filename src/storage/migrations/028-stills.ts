import type { Kysely } from 'kysely'

/**
 * What clips count for whose rows are gone is told for stills apart; of what was folded before nobody knows it. The totals need no new
 * column: their stills have rows of their own.
 */
export const stills = {
  up: async (db: Kysely<unknown>): Promise<void> => {
    for (const name of ['stills', 'free_stills']) {
      await db.schema
        .alterTable('past_usage')
        .addColumn(name, 'bigint', (column) => column.notNull().defaultTo(0))
        .execute()
    }
  },
}
