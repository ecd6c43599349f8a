import type { Transaction } from 'kysely'
import { lockIn } from './lock-in.ts'
import type { Schema } from './schema.ts'

/**
 * Gives the takes of a batch their numbers in a thread, each once: the next number, or for what is made from a clip of the same thread that
 * one's number and its next letter.
 */
export const numberClips = async (transaction: Transaction<Schema>, batchId: string, numberedIn: string): Promise<void> => {
  await lockIn(transaction, `numbers:${numberedIn}`)
  const takes = await transaction
    .selectFrom('generations')
    .select(['id', 'parent_id'])
    .where('batch_id', '=', batchId)
    .where('number', 'is', null)
    .orderBy('take')
    .execute()
  for (const { id, parent_id } of takes) {
    const parent = await transaction
      .selectFrom('generations')
      .select('number')
      .where('id', '=', parent_id ?? '')
      .where('numbered_in', '=', numberedIn)
      .executeTakeFirst()
    const highest = await transaction
      .selectFrom('generations')
      .select(({ fn }) => [fn.max('number').as('number'), fn.max('letter').as('letter')])
      .where('numbered_in', '=', numberedIn)
      .$if(typeof parent?.number === 'number', (query) => query.where('number', '=', parent?.number ?? 0))
      .executeTakeFirst()
    const next = parent?.number
      ? { number: parent.number, letter: Number(highest?.letter ?? 0) + 1 }
      : { number: Number(highest?.number ?? 0) + 1, letter: 0 }
    await transaction
      .updateTable('generations')
      .set({ numbered_in: numberedIn, ...next })
      .where('id', '=', id)
      .execute()
  }
}
