import { type Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { createLedger } from '../../src/storage/ledger.ts'
import { obstaclesAndDays } from '../../src/storage/migrations/006-obstacles-and-days.ts'
import type { Schema } from '../../src/storage/schema.ts'
import { createUsage } from '../../src/storage/usage.ts'
import { admission, periodsAt } from '../support/admission.ts'
import { newDatabase } from '../support/lay-databases.ts'

/** Brings the table of clips back to what it was before clips knew their day. */
const undo = async (db: Kysely<Schema>): Promise<void> => {
  await sql`drop index generations_day`.execute(db)
  for (const column of ['day', 'obstacle_json']) await db.schema.alterTable('generations').dropColumn(column).execute()
}

test('clips of an older version count on the day that their member was counted, or on that of UTC', async () => {
  const db = await newDatabase()
  const lateInSeoul = Date.UTC(2026, 10, 21, 15, 30)
  const [counted, older] = [admission({ now: lateInSeoul, memberId: 'ann' }), admission({ now: lateInSeoul, memberId: 'bea' })]
  for (const asked of [counted, older]) await createLedger(db).admit({ ...asked, periods: periodsAt(lateInSeoul, 'Asia/Seoul') })
  const onlyMonth = JSON.stringify([{ scope: 'member:local:bea', period: '2026-11' }])
  await db.updateTable('generations').set({ counted_json: onlyMonth }).where('batch_id', '=', older.batch.id).execute()
  await undo(db)
  await obstaclesAndDays.up(db as Kysely<unknown>)
  const range = { workspace: { platform: 'web', workspace: 'local' }, from: '2026-11-01', to: '2026-11-30' }
  const daysOf = async (memberId: string) => (await createUsage(db).by('day', { ...range, memberId })).map(({ key }) => key)
  expect([await daysOf('ann'), await daysOf('bea')]).toEqual([['2026-11-22'], ['2026-11-21']])
})
