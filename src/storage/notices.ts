import type { Post } from '../core/post.ts'
import { ofSpace, spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { NoticeLine } from './tables/desk.ts'

/** Something that the chat of a workspace's moderators does not have yet. */
export interface Notice {
  key: string
  channel: string | null
  isNews: boolean
  post: Post
  /** As it is kept, by which a change in the meantime is seen. */
  text: string
}

export interface NewNotice {
  key: string
  line: NoticeLine
  /** False for a change of what stands somewhere already. */
  isNews: boolean
  post: Post
}

/** What moderators are to be told, in order, until their chat has it. */
export const createNotices = (db: Database) => ({
  /** Adds one at the end of its line. One that waits already says the new words in its old place. */
  async put(workspace: WorkspaceKey, { key, line, isNews, post }: NewNotice, now: number): Promise<void> {
    const post_json = JSON.stringify(post)
    await db
      .insertInto('notices')
      .values({ key, workspace: spaceOf(workspace), line, channel: null, is_news: isNews ? 1 : 0, post_json, created_at: now })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(isNews ? { post_json, is_news: 1 } : { post_json }))
      .execute()
  },

  /** Where something waits. */
  async lines(): Promise<{ workspace: WorkspaceKey; line: NoticeLine }[]> {
    const rows = await db.selectFrom('notices').select(['workspace', 'line']).distinct().execute()
    return rows.map((row) => ({ workspace: ofSpace(row.workspace), line: row.line }))
  },

  /** What waits in a line, in its order. */
  async waiting(workspace: WorkspaceKey, line: NoticeLine): Promise<Notice[]> {
    const rows = await db
      .selectFrom('notices')
      .selectAll()
      .where('workspace', '=', spaceOf(workspace))
      .where('line', '=', line)
      .orderBy('sequence')
      .execute()
    return rows.map(({ key, channel, is_news, post_json }) => ({
      key,
      channel,
      isNews: Number(is_news) === 1,
      post: JSON.parse(post_json) as Post,
      text: post_json,
    }))
  },

  async has(key: string): Promise<boolean> {
    return (await db.selectFrom('notices').select('key').where('key', '=', key).executeTakeFirst()) !== undefined
  },

  /** Keeps where it was first tried. */
  async triedIn(key: string, channel: string): Promise<void> {
    await db.updateTable('notices').set({ channel }).where('key', '=', key).where('channel', 'is', null).execute()
  },

  /** It is to be said no more. */
  async drop(key: string): Promise<void> {
    await db.deleteFrom('notices').where('key', '=', key).execute()
  },

  /** It stands as `text` says. What was changed in the meantime stays. */
  async done(key: string, text: string): Promise<void> {
    await db.deleteFrom('notices').where('key', '=', key).where('post_json', '=', text).execute()
  },
})
export type Notices = ReturnType<typeof createNotices>
