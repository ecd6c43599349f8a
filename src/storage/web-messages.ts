import { type Selectable, sql, type Transaction } from 'kysely'
import type { MessageLog, WebMessage } from '../core/message-log.ts'
import type { Action, Post } from '../core/post.ts'
import type { Database } from './database.ts'
import { lockIn } from './lock-in.ts'
import type { Schema } from './schema.ts'
import type { WebMessageTable } from './tables/posts.ts'

/** Keeps the playground's feed. A change and its revision are written in one transaction, one after the other. */
export const createWebMessages = (db: Database): MessageLog => {
  const nextRevision = async (transaction: Transaction<Schema>): Promise<number> => {
    await lockIn(transaction, 'revisions')
    const row = await transaction
      .selectFrom('web_messages')
      .select(({ fn }) => fn.max('revision').as('newest'))
      .executeTakeFirst()
    return Number(row?.newest ?? 0) + 1
  }

  const change = (id: string, postJson: string | null): Promise<boolean> =>
    db.transaction().execute(async (transaction) => {
      const result = await transaction
        .updateTable('web_messages')
        .set({ post_json: postJson, revision: await nextRevision(transaction) })
        .where('id', '=', id)
        .where('post_json', 'is not', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    })

  return {
    append: (message) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('web_messages')
          .values({
            id: message.id,
            key: message.key,
            thread: message.thread,
            revision: await nextRevision(transaction),
            asked_json: message.asked === null ? null : JSON.stringify(message.asked),
            post_json: JSON.stringify(message.post),
            created_at: message.createdAt,
          })
          .onConflict((conflict) => conflict.column('key').doNothing())
          .execute()
        return toMessage(await transaction.selectFrom('web_messages').selectAll().where('key', '=', message.key).executeTakeFirstOrThrow())
      }),

    update: (id, post) => change(id, JSON.stringify(post)),

    async remove(id) {
      await change(id, null)
    },

    async page({ before, limit }) {
      const roots = db
        .selectFrom('web_messages')
        .select('id')
        .where('thread', 'is', null)
        .where('post_json', 'is not', null)
        .$if(before !== undefined, (query) => query.where('sequence', '<', before ?? 0))
        .orderBy('sequence', 'desc')
        .limit(limit)
      const rows = await db
        .with('roots', () => roots)
        .selectFrom('web_messages')
        .selectAll()
        .where('post_json', 'is not', null)
        .where((where) => where.or([sql<boolean>`id in (select id from roots)`, sql<boolean>`thread in (select id from roots)`]))
        .orderBy('sequence')
        .execute()
      return rows.map(toMessage)
    },

    async changesSince(revision, limit) {
      const rows = await db
        .selectFrom('web_messages')
        .selectAll()
        .where('revision', '>', revision)
        .orderBy('revision')
        .limit(limit)
        .execute()
      return rows.map(toMessage)
    },

    async revision() {
      return (await db.transaction().execute(nextRevision)) - 1
    },
  }
}

const toMessage = (row: Selectable<WebMessageTable>): WebMessage => ({
  id: row.id,
  thread: row.thread,
  sequence: row.sequence,
  revision: row.revision,
  createdAt: row.created_at,
  asked: row.asked_json === null ? null : JSON.parse(row.asked_json),
  post: row.post_json === null ? null : readPost(row.post_json),
})

/** Buttons of older rows carry their argument as `generationId`. */
type KeptAction = Action & { generationId?: string }

const readPost = (json: string): Post => {
  const { actions, ...post }: Omit<Post, 'actions'> & { actions: KeptAction[] } = JSON.parse(json)
  return { ...post, actions: actions.map(({ generationId = '', ...action }) => ({ ...action, argument: action.argument ?? generationId })) }
}
