import type { GenerationRecord } from '../../storage/generation-rows.ts'
import { numberedIn } from '../numbered-in.ts'
import type { Parts } from '../parts.ts'

/** The number of the clip that this one was made from; null where that one has none in the same list, and there is none. */
export const parentNumberOf = async (
  { generations, platforms }: Pick<Parts, 'generations' | 'platforms'>,
  { generation: { parentId }, batch }: Pick<GenerationRecord, 'generation' | 'batch'>,
): Promise<string | null> => {
  const parent = parentId === null ? null : await generations.find(parentId)
  const platform = platforms.get(batch.platform)
  if (!platform || !batch.thread || !parent?.batch.thread) return null
  return numberedIn(platform, parent.batch.thread) === numberedIn(platform, batch.thread) ? parent.generation.number : null
}
