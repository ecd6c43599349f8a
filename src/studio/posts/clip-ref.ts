import type { PostRef } from '../../core/platform.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipPostKeys, roundKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'

/** The message that a clip stands in, its latest where it was brought back; null where there is none. */
export const clipRef = async (
  { posts }: Pick<Parts, 'posts'>,
  { generation, batch, posted }: GenerationRecord,
): Promise<PostRef | null> => {
  if (posted?.inRound) return posts.find(roundKeys(batch.id).clips)
  const key = clipPostKeys(generation.id).clip
  return (await posts.findAll(`${key}:`)).at(-1) ?? posts.find(key)
}
