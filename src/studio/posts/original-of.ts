import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'
import { isThere } from './still-pace.ts'
import type { Original } from './still-post.ts'

/** What a fix was before; null for what is none, and where that is gone. */
export const originalOf = async (
  parts: Pick<Parts, 'generations'>,
  { batch, generation: { parentId } }: GenerationRecord,
): Promise<Original | null> => {
  if (batch.command !== 'fix' || parentId === null) return null
  const generation = (await parts.generations.find(parentId))?.generation
  return generation?.clip && isThere(generation) ? { ...generation, clip: generation.clip } : null
}
