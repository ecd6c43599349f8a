import type { PostRef } from '../../core/platform.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { clipPostKeys, roundKeys } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'

/** The message that a clip stands in, its latest where it was brought back; null where there is none. */
export const clipRef = async (
  { posts }: Pick<Parts, 'posts'>,
  { generation, batch, posted }: GenerationRecord,
): Promise<PostRef | null> => {
  // Stills stand in the first message of their batch.
  if (posted?.inRound) return (await posts.find(roundKeys(batch.id).clips)) ?? batch.root
  const key = clipPostKeys(generation.id).clip
  return (await posts.findAll(`${key}:`)).at(-1) ?? posts.find(key)
}
