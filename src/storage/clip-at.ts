import type { Chosen } from '../core/generation.ts'
import type { ClipAt } from '../core/options/find-clip.ts'
import { postRefSchema, threadRefSchema } from '../core/platform.ts'
import type { Database } from './database.ts'
import { parseJson } from './generation-rows.ts'

/** The keys of posts that are about one generation: `clip:`, `failure:` and `report:` with its id. */
const ofGeneration = /^(?:clip|failure|report):([^:]+)/
/** The key of the message in which the clips of a batch stand together. */
const ofRound = /^round:([^:]+)$/

/** A message's own address: what belongs to it, such as its files, stands behind a plus. */
const withoutFiles = (message: string): string => message.split('+')[0] ?? message

/**
 * Finds what a message is about: of a post of ours its generation, of several clips the chosen one; of a batch's first message, and of the
 * message that its thread hangs on, the first take that has a clip. Of several batches in one thread the latest counts.
 */
export const createClipAt =
  (db: Database): ClipAt =>
  async (place) => {
    /** The chosen take, or the first that has a clip. */
    const bestOf = async (batchId: string): Promise<string | null> => {
      const takes = await db
        .selectFrom('generations')
        .innerJoin('batches', 'batches.id', 'generations.batch_id')
        .select(['generations.id', 'state', 'removed_at', 'chosen_json'])
        .where('batch_id', '=', batchId)
        .orderBy('take')
        .execute()
      const there = takes.filter(({ state, removed_at }) => state === 'delivered' && removed_at === null)
      const chosen = there.find(({ id, chosen_json }) => parseJson<Chosen>(chosen_json)?.id === id)
      return (chosen ?? there[0] ?? takes[0])?.id ?? null
    }

    // What is looked for stands in the JSON as it is: ids of messages have no letters that JSON would write otherwise.
    const pattern = `%"${place.message.replaceAll(/[%_"\\]/g, '')}%`
    const isHere = (text: string | null): boolean => {
      const found = postRefSchema.safeParse(text === null ? null : JSON.parse(text)).data
      return found?.platform === place.platform && found.channel === place.channel && withoutFiles(found.message) === place.message
    }
    const hangsHere = (text: string | null): boolean => {
      const found = threadRefSchema.safeParse(text === null ? null : JSON.parse(text)).data
      return found?.platform === place.platform && found.channel === place.channel && found.thread === place.message
    }

    const posts = await db.selectFrom('posts').select(['key', 'ref_json']).where('ref_json', 'like', pattern).execute()
    const own = posts.find(({ key, ref_json }) => ofGeneration.test(key) && isHere(ref_json))
    if (own) return ofGeneration.exec(own.key)?.[1] ?? null
    const round = posts.find(({ key, ref_json }) => ofRound.test(key) && isHere(ref_json))
    if (round) return bestOf(ofRound.exec(round.key)?.[1] ?? '')
    const batches = await db
      .selectFrom('batches')
      .select(['id', 'root_json', 'thread_json'])
      .where((where) => where.or([where('root_json', 'like', pattern), where('thread_json', 'like', pattern)]))
      .orderBy('created_at', 'desc')
      .execute()
    const batch = batches.find(({ root_json }) => isHere(root_json)) ?? batches.find(({ thread_json }) => hangsHere(thread_json))
    return batch ? bestOf(batch.id) : null
  }
