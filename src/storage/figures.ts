import type { GenerationState } from '../core/generation.ts'
import { type Kind, kindOf } from '../core/made.ts'
import type { Database } from './database.ts'
import type { SlotState } from './tables/clips.ts'

/** How many generations are under way, by what tells them apart, and the credits that they hold. */
export interface OpenFigure {
  provider: string
  kind: Kind
  state: GenerationState
  slot: SlotState
  count: number
  heldCredits: number
  /** Since when the one that has been in this state for longest is in it, in milliseconds since the epoch. */
  oldestAt: number
}

/** Sums for those who watch. They look only at what is not finished, so they cost the same with any history. */
export const createFigures = (db: Database) => ({
  async open(): Promise<OpenFigure[]> {
    const rows = await db
      .selectFrom('generations')
      .select(({ fn }) => [
        'provider',
        'mode',
        'state',
        'slot',
        fn.countAll<number | string>().as('count'),
        fn.sum<number | string>('held_credits').as('held_credits'),
        fn.min<number | string>('state_at').as('oldest_at'),
      ])
      .where('finished_at', 'is', null)
      .groupBy(['provider', 'mode', 'state', 'slot'])
      .execute()
    return rows.map(({ provider, mode, state, slot, count, held_credits, oldest_at }) => ({
      provider,
      kind: kindOf({ mode }),
      state,
      slot,
      count: Number(count),
      heldCredits: Number(held_credits),
      oldestAt: Number(oldest_at),
    }))
  },
})
