import type { Transaction } from 'kysely'
import type { Tier } from '../core/tier.ts'
import { spaceOf } from '../core/workspace.ts'
import type { MemberKey } from './ledger-entry.ts'
import type { Schema } from './schema.ts'

const hourMs = 3_600_000

/**
 * A member's runs of the last hour that a paid provider took, or may have taken, and that were cancelled or failed: how many, and when
 * there is room for another where they are as many as the tier allows.
 */
export const readEnds = async (
  db: Pick<Transaction<Schema>, 'selectFrom'>,
  member: MemberKey,
  { endsPerHour }: Pick<Tier, 'endsPerHour'>,
  now: number,
): Promise<{ endsThisHour: number; endsOverAt: number | null }> => {
  const rows = await db
    .selectFrom('generations')
    .select('finished_at')
    .where('workspace', '=', spaceOf(member))
    .where('member_id', '=', member.memberId)
    .where('finished_at', '>', now - hourMs)
    .where('state', 'in', ['failed', 'canceled'])
    .where('billed', '=', 1)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('attempts')
          .select('attempts.id')
          .whereRef('attempts.generation_id', '=', 'generations.id')
          .where('attempts.state', 'in', ['accepted', 'unknown']),
      ),
    )
    .orderBy('finished_at')
    .execute()
  const first = endsPerHour === undefined ? undefined : rows[rows.length - endsPerHour]
  return { endsThisHour: rows.length, endsOverAt: first ? Number(first.finished_at) + hourMs : null }
}
