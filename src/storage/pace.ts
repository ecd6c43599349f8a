import type { Transaction } from 'kysely'
import { type Made, madeOf, makesStill, sumOfMade, usedBy } from '../core/made.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Schema } from './schema.ts'
import { addTo, scopes } from './totals.ts'

const hourMs = 3_600_000

/** A channel that takes so many clips an hour. */
export interface PacedChannel extends WorkspaceKey {
  channel: string
  clipsPerHour: number
  /** What a still counts of a clip, for the member who asks. */
  still: number
}

/**
 * When so many more clips and stills can be asked for in a channel, whatever became of those of the last hour: null for now, and for never
 * where they are more than it takes in an hour. Of many transactions in one instant each sees those before it.
 */
export const nextInChannel = async (
  transaction: Transaction<Schema>,
  { platform, workspace, channel, clipsPerHour, still }: PacedChannel,
  asked: Made,
  now: number,
): Promise<{ nextAt: number | null } | null> => {
  // The write locks the channel's row until the transaction ends; how many it was ever is of no use.
  const scope = scopes.channel(spaceOf({ platform, workspace }), channel)
  await addTo(transaction, { scope, period: 'ever' }, { clips: asked.clips + asked.stills })
  const rows = await transaction
    .selectFrom('generations')
    .innerJoin('batches', 'batches.id', 'generations.batch_id')
    .select(['batches.created_at', 'generations.mode'])
    .where('batches.platform', '=', platform)
    .where('batches.workspace', '=', workspace)
    .where('batches.channel', '=', channel)
    .where('batches.created_at', '>', now - hourMs)
    .orderBy('batches.created_at')
    .execute()
  const within = madeOf(rows)
  const isFull = (): boolean => usedBy(sumOfMade(within, asked), still) > clipsPerHour
  if (usedBy(asked, still) === 0 || !isFull()) return null
  for (const { created_at, mode } of rows) {
    within[makesStill(mode) ? 'stills' : 'clips'] -= 1
    if (!isFull()) return { nextAt: Number(created_at) + hourMs }
  }
  return { nextAt: null }
}
