import { newId } from '../core/id.ts'
import type { Database } from './database.ts'

/** So many of the last clips tell what one costs. */
const keptClips = 20
/** What is older says nothing of prices of now. */
const keptMs = 60 * 24 * 3_600_000

/** Which clips: those of a row with the same settings (`settingsOf`). */
export interface CostOf {
  model: string
  settings: string
}

/** What is known of the costs of such clips, in US dollars. */
export interface KnownCosts extends CostOf {
  /** What the last ones cost in the end, the newest first. */
  charged: number[]
  /** The most that the vendor said of the last one, where that was more than its row says. */
  told: number | null
}

const microUsd = (usd: number): number => Math.round(usd * 1e6)

/** What clips cost in the end and what vendors say of it before: few rows, and none of them says whose clip it was. */
export const createCosts = (db: Database) => ({
  /** Adds what a clip cost. Of each kind of clip the last ones are kept. */
  async charged({ model, settings }: CostOf, usd: number, at: number): Promise<void> {
    await db
      .insertInto('costs')
      .values({ id: newId(), model, settings, kind: 'charged', micro_usd: microUsd(usd), at })
      .execute()
    const last = await db
      .selectFrom('costs')
      .select('at')
      .where('model', '=', model)
      .where('settings', '=', settings)
      .where('kind', '=', 'charged')
      .orderBy('at', 'desc')
      .offset(keptClips)
      .limit(1)
      .executeTakeFirst()
    if (!last) return
    await db
      .deleteFrom('costs')
      .where('model', '=', model)
      .where('settings', '=', settings)
      .where('kind', '=', 'charged')
      .where('at', '<=', last.at)
      .execute()
  },

  /** Keeps the most that a vendor says of such a clip; null when it says no more than the row. */
  async told({ model, settings }: CostOf, usd: number | null, at: number): Promise<void> {
    const id = `told:${model}:${settings}`
    if (usd === null) {
      await db.deleteFrom('costs').where('id', '=', id).execute()
      return
    }
    await db
      .insertInto('costs')
      .values({ id, model, settings, kind: 'told', micro_usd: microUsd(usd), at })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ micro_usd: microUsd(usd), at }))
      .execute()
  },

  /** All that is known and not too old. */
  async known(now: number): Promise<KnownCosts[]> {
    const rows = await db
      .selectFrom('costs')
      .select(['model', 'settings', 'kind', 'micro_usd'])
      .where('at', '>', now - keptMs)
      .orderBy('at', 'desc')
      .execute()
    const known = new Map<string, KnownCosts>()
    for (const { model, settings, kind, micro_usd } of rows) {
      const key = `${model} ${settings}`
      const one = known.get(key) ?? { model, settings, charged: [], told: null }
      known.set(key, one)
      const usd = Number(micro_usd) / 1e6
      if (kind === 'told') one.told = usd
      else one.charged.push(usd)
    }
    return [...known.values()]
  },
})
export type Costs = ReturnType<typeof createCosts>
