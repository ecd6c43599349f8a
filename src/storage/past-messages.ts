import type { Post } from '../core/post.ts'
import type { Database } from './database.ts'
import { parseJson } from './generation-rows.ts'

const cardsAtOnce = 50

/** Lets go of old cards of the playground's feed: of whole cards, of whose clips nothing is known any more. */
export const createPastMessages = (db: Database) => ({
  /**
   * Forgets cards of a page in which nothing was said since a time; `next` is the place in the feed after which to go on, null where there
   * is nothing so old.
   */
  async forgetCards(after: number, before: number): Promise<{ cards: number; next: number | null }> {
    const roots = await db
      .selectFrom('web_messages')
      .select(['id', 'sequence', 'created_at'])
      .where('thread', 'is', null)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(cardsAtOnce)
      .execute()
    const old = roots.filter(({ created_at }) => created_at < before).map(({ id }) => id)
    const next = old.length === cardsAtOnce ? (roots.at(-1)?.sequence ?? null) : null
    if (old.length === 0) return { cards: 0, next: null }
    const messages = await db
      .selectFrom('web_messages')
      .select(['id', 'thread', 'revision', 'post_json', 'created_at'])
      .where((where) => where.or([where('id', 'in', old), where('thread', 'in', old)]))
      .execute()
    const clipsOf = (json: string | null): string[] => parseJson<Post>(json)?.generationIds ?? []
    const clips = [...new Set(messages.flatMap(({ post_json }) => clipsOf(post_json)))]
    const known = await db
      .selectFrom('generations')
      .select('id')
      .where('id', 'in', ['', ...clips])
      .execute()
    const knownIds = new Set(known.map(({ id }) => id))
    const newest = await db
      .selectFrom('web_messages')
      .select(({ fn }) => fn.max('revision').as('revision'))
      .executeTakeFirst()
    // By the newest revision the next one is found.
    const needed = messages.filter(
      (one) => one.created_at >= before || one.revision === newest?.revision || clipsOf(one.post_json).some((id) => knownIds.has(id)),
    )
    const neededCards = new Set(needed.map(({ id, thread }) => thread ?? id))
    const free = old.filter((id) => !neededCards.has(id))
    if (free.length > 0) {
      await db
        .deleteFrom('web_messages')
        .where((where) => where.or([where('id', 'in', free), where('thread', 'in', free)]))
        .execute()
    }
    return { cards: free.length, next }
  },
})
export type PastMessages = ReturnType<typeof createPastMessages>
