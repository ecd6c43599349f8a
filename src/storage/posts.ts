import type { PostRef } from '../core/platform.ts'
import type { Database } from './database.ts'

/** What is known of a post before it is sent. */
export type PostIntent = { kind: 'sent'; ref: PostRef } | { kind: 'send'; again: boolean }

/** Remembers what was posted, by key: the intent before the platform is called, the reference afterwards. */
export const createPosts = (db: Database) => ({
  async begin(key: string, now: number): Promise<PostIntent> {
    const row = await db.selectFrom('posts').selectAll().where('key', '=', key).executeTakeFirst()
    if (row?.ref_json) return { kind: 'sent', ref: JSON.parse(row.ref_json) as PostRef }
    if (row) return { kind: 'send', again: true }
    const begun = await db
      .insertInto('posts')
      .values({ key, state: 'sending', ref_json: null, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst()
    // Another process may have begun it in the same instant.
    return { kind: 'send', again: (begun.numInsertedOrUpdatedRows ?? 0n) === 0n }
  },

  /** The post of that key; null when it was never sent. */
  async find(key: string): Promise<PostRef | null> {
    const row = await db.selectFrom('posts').select('ref_json').where('key', '=', key).executeTakeFirst()
    return row?.ref_json ? (JSON.parse(row.ref_json) as PostRef) : null
  },

  /** The posts whose keys begin so. */
  async findAll(prefix: string): Promise<PostRef[]> {
    const rows = await db
      .selectFrom('posts')
      .select('ref_json')
      .where('key', '>=', prefix)
      .where('key', '<', `${prefix}\u{10FFFF}`)
      .execute()
    return rows.flatMap(({ ref_json }) => (ref_json === null ? [] : [JSON.parse(ref_json) as PostRef]))
  },

  async sent(key: string, ref: PostRef, now: number): Promise<void> {
    const sent = { state: 'sent' as const, ref_json: JSON.stringify(ref), updated_at: now }
    await db
      .insertInto('posts')
      .values({ key, created_at: now, ...sent })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(sent))
      .execute()
  },
})
export type Posts = ReturnType<typeof createPosts>
