import type { Transaction } from 'kysely'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Schema } from './schema.ts'
import { addTo, scopes } from './totals.ts'

const hourMs = 3_600_000

/** A channel that takes so many clips an hour. */
export interface PacedChannel extends WorkspaceKey {
  channel: string
  clipsPerHour: number
}

/**
 * When so many more clips can be asked for in a channel, whatever became of those of the last hour: null for now, and for never where they
 * are more than it takes in an hour. Of many transactions in one instant each sees those before it.
 */
export const nextInChannel = async (
  transaction: Transaction<Schema>,
  { platform, workspace, channel, clipsPerHour }: PacedChannel,
  clips: number,
  now: number,
): Promise<{ nextAt: number | null } | null> => {
  // The write locks the channel's row until the transaction ends; how many it was ever is of no use.
  await addTo(transaction, { scope: scopes.channel(spaceOf({ platform, workspace }), channel), period: 'ever' }, { clips })
  const rows = await transaction
    .selectFrom('generations')
    .innerJoin('batches', 'batches.id', 'generations.batch_id')
    .select('batches.created_at')
    .where('batches.platform', '=', platform)
    .where('batches.workspace', '=', workspace)
    .where('batches.channel', '=', channel)
    .where('batches.created_at', '>', now - hourMs)
    .orderBy('batches.created_at')
    .execute()
  const tooMany = rows.length + clips - clipsPerHour
  if (tooMany <= 0) return null
  const last = rows[tooMany - 1]
  return { nextAt: last ? Number(last.created_at) + hourMs : null }
}
