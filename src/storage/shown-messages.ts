import type { MessageLog, WebMessage } from '../core/message-log.ts'
import type { Post } from '../core/post.ts'
import { say } from '../core/words/sentence.ts'
import type { Database } from './database.ts'

/** The feed as it is shown: a clip whose file is no longer kept says so in the place of its player. */
export const createShownMessages = (messages: MessageLog, db: Database): MessageLog => {
  const goneAmong = async (ids: readonly string[]): Promise<ReadonlySet<string>> => {
    if (ids.length === 0) return new Set()
    const rows = await db
      .selectFrom('generations')
      .select('id')
      .where('id', 'in', [...ids])
      .where('files_gone_at', 'is not', null)
      .execute()
    return new Set(rows.map(({ id }) => id))
  }

  const shown = async (found: WebMessage[]): Promise<WebMessage[]> => {
    const gone = await goneAmong([...new Set(found.flatMap(({ post }) => post?.generationIds ?? []))])
    if (gone.size === 0) return found
    return found.map((message) => {
      const { post } = message
      return post?.generationIds.some((id) => gone.has(id)) ? { ...message, post: withoutFiles(post, gone) } : message
    })
  }

  return {
    ...messages,
    page: async (asked) => shown(await messages.page(asked)),
    changesSince: async (revision, limit) => shown(await messages.changesSince(revision, limit)),
  }
}

const withoutFiles = (post: Post, gone: ReadonlySet<string>): Post => ({
  ...post,
  media: [],
  sheet: undefined,
  thumbnail: undefined,
  tiles: post.tiles?.filter(({ generationId }) => generationId !== null && !gone.has(generationId)),
  warnings: post.kind === 'clip' || post.tiles ? [...post.warnings, say('clip.notKept')] : post.warnings,
})
