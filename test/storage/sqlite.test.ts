import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createWebMessages } from '../../src/storage/web-messages.ts'
import { newDatabase } from '../support/lay-databases.ts'

/** A database that may not grow by a single page. */
const openFull = async () => {
  const db = await newDatabase()
  const pages = await sql<{ page_count: number }>`pragma page_count`.execute(db)
  await sql`pragma max_page_count = ${sql.raw(String(pages.rows[0]?.page_count))}`.execute(db)
  return db
}

const large = {
  id: 'a',
  key: 'a',
  thread: null,
  asked: null,
  createdAt: 0,
  post: { kind: 'notice' as const, text: 'x'.repeat(1_000_000), facts: [], warnings: [], media: [], actions: [], generationIds: [] },
}

test('a full disk is said to be one, also out of a transaction that SQLite has ended by itself', async () => {
  const messages = createWebMessages(await openFull())
  await expect(messages.append(large)).rejects.toMatchObject({
    code: 'storage_unavailable',
    userMessage: 'The disk of this bot is full. Tell the operator.',
  })
  // The next transaction finds nothing of it.
  expect(await messages.revision()).toBe(0)
  expect(await messages.append({ ...large, post: { ...large.post, text: 'small' } })).toMatchObject({ revision: 1 })
})

test('a wrong query is an error of ours and stays what it is', async () => {
  const db = await openFull()
  await expect(sql`select secret from nowhere`.execute(db)).rejects.toMatchObject({
    message: 'no such table: nowhere',
    code: 'ERR_SQLITE_ERROR',
  })
})
