import { type Made, stillModes } from '../core/made.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import type { GenerationTable } from './tables/clips.ts'

/** What is alike in some way: how many clips and stills count, what they cost, and how many never came and cost nothing. */
export interface UsageSum extends Made {
  key: string
  credits: number
  free: Made
}

type Sums = Record<'clips' | 'stills' | 'free' | 'free_stills' | 'credits', number>

const nothing: Sums = { clips: 0, stills: 0, free: 0, free_stills: 0, credits: 0 }

const sumOf = (key: string, { clips, stills, free, free_stills, credits }: Sums): UsageSum => ({
  key,
  clips: clips - stills,
  stills,
  credits,
  free: { clips: free - free_stills, stills: free_stills },
})

/**
 * How much was made, from the generations alone (and from `past_usage` for those whose rows are gone) and by one rule, so that each way of looking at the same days adds up to the same: a
 * clip or a still counts from when it was asked for, on that day of its workspace, unless it never came and cost nothing; its credits are
 * what it was charged, or what it holds while it is on its way. What moderators grant and reset changes none of it.
 */
export const createUsage = (db: Database) => ({
  /** Of these days, both included, of a member or of the whole workspace; most clips and stills first, then most credits, then by key. */
  async by(
    column: keyof Pick<GenerationTable, 'day' | 'member_id' | 'model' | 'state'>,
    { workspace, memberId, from, to }: { workspace: WorkspaceKey; memberId: string | null; from: string; to: string },
  ): Promise<UsageSum[]> {
    const space = spaceOf(workspace)
    const past = db
      .selectFrom('past_usage')
      .select(({ fn }) => [
        `past_usage.${column} as key`,
        fn.sum<number | string>('clips').as('clips'),
        fn.sum<number | string>('stills').as('stills'),
        fn.sum<number | string>('free').as('free'),
        fn.sum<number | string>('free_stills').as('free_stills'),
        fn.sum<number | string>('credits').as('credits'),
      ])
      .where('workspace', '=', space)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(memberId !== null, (query) => query.where('member_id', '=', memberId ?? ''))
      .groupBy(column)
    const rows = await db
      .selectFrom('generations')
      .select(({ fn, eb }) => {
        const cost = fn.coalesce('cost_credits', eb.lit(0))
        const counts = eb.or([eb('finished_at', 'is', null), eb('state', '=', 'delivered'), eb(cost, '>', 0)])
        const isStill = eb('mode', 'in', [...stillModes])
        const number = (which: typeof counts) => fn.sum<number | string>(eb.case().when(which).then(eb.lit(1)).else(eb.lit(0)).end())
        return [
          `generations.${column} as key`,
          number(counts).as('clips'),
          number(eb.and([counts, isStill])).as('stills'),
          number(eb.not(counts)).as('free'),
          number(eb.and([eb.not(counts), isStill])).as('free_stills'),
          fn.sum<number | string>(eb.case().when('finished_at', 'is', null).then(eb.ref('held_credits')).else(cost).end()).as('credits'),
        ]
      })
      .where('workspace', '=', space)
      .where('day', '>=', from)
      .where('day', '<=', to)
      .$if(memberId !== null, (query) => query.where('member_id', '=', memberId ?? ''))
      .groupBy(column)
      // In one statement: what goes from the one to the other meanwhile is in one of them.
      .unionAll(past)
      .execute()
    const sums = new Map<string, Sums>()
    for (const { key, ...row } of rows) {
      const before = sums.get(key) ?? nothing
      sums.set(key, {
        clips: before.clips + Number(row.clips),
        stills: before.stills + Number(row.stills),
        free: before.free + Number(row.free),
        free_stills: before.free_stills + Number(row.free_stills),
        credits: before.credits + Number(row.credits),
      })
    }
    return [...sums]
      .map(([key, sum]) => sumOf(key, sum))
      .toSorted(
        (one, other) =>
          other.clips + other.stills - one.clips - one.stills || other.credits - one.credits || (one.key < other.key ? -1 : 1),
      )
  },
})
export type UsageReader = ReturnType<typeof createUsage>
