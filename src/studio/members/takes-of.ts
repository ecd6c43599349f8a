import { findHere } from '../../core/options/find-clip.ts'
import type { Studio } from '../../core/studio.ts'
import type { GenerationRecord } from '../../storage/generation-rows.ts'
import type { Parts } from '../parts.ts'

/** Lists the takes of a clip's batch that are there to be seen, for members of its workspace. */
export const createTakesOf =
  ({ generations }: Pick<Parts, 'generations'>, find: (id: string) => Promise<GenerationRecord>): Studio['takesOf'] =>
  async (invocation, generationId) => {
    const { batch } = await findHere(find, invocation, generationId)
    const takes = (await generations.ofBatch(batch.id)).map(({ generation }) => generation)
    return takes.filter(({ clip, removedAt, filesGoneAt }) => clip && removedAt === null && filesGoneAt === null)
  }
