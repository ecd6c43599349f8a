import type { Selectable } from 'kysely'
import type { Json } from '../core/json.ts'
import type { ProviderError } from '../core/provider.ts'
import type { Database } from './database.ts'
import type { AttemptTable } from './schema.ts'

/** What came of an attempt. `absent`: certainly never accepted. */
export type AttemptOutcome =
  | { state: 'accepted'; operation: Json }
  | { state: 'rejected'; error: ProviderError }
  | { state: 'unknown'; reason: string }
  | { state: 'absent' }

/** One try to make a provider do paid work, written down before it was made. `written` has no outcome yet. */
export type Attempt = {
  id: string
  generationId: string
  /** From 1. */
  number: number
  /** What was to make the clip: a provider that refuses work hands it on to another model. */
  model: string
  createdAt: number
} & (AttemptOutcome | { state: 'written' })

/** Keeps the attempts. A row is written before the submit and then only its outcome is added. */
export const createAttempts = (db: Database) => ({
  async latest(generationId: string): Promise<Attempt | null> {
    const row = await db
      .selectFrom('attempts')
      .selectAll()
      .where('generation_id', '=', generationId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ? toAttempt(row) : null
  },

  async find(id: string): Promise<Attempt | null> {
    const row = await db.selectFrom('attempts').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? toAttempt(row) : null
  },

  /** The models that a generation was to be made with so far. */
  async modelsTried(generationId: string): Promise<string[]> {
    const rows = await db.selectFrom('attempts').select('model').where('generation_id', '=', generationId).distinct().execute()
    return rows.map((row) => row.model)
  },

  async write(attempt: { id: string; generationId: string; number: number; model: string; now: number }): Promise<Attempt> {
    const row: AttemptTable = {
      id: attempt.id,
      generation_id: attempt.generationId,
      number: attempt.number,
      model: attempt.model,
      state: 'written',
      outcome_json: null,
      created_at: attempt.now,
      updated_at: attempt.now,
    }
    await db.insertInto('attempts').values(row).execute()
    return toAttempt(row)
  },

  async resolve(id: string, outcome: AttemptOutcome, now: number): Promise<void> {
    await db
      .updateTable('attempts')
      .set({ state: outcome.state, outcome_json: JSON.stringify(outcome), updated_at: now })
      .where('id', '=', id)
      .execute()
  },
})
export type Attempts = ReturnType<typeof createAttempts>

const toAttempt = (row: Selectable<AttemptTable>): Attempt => ({
  id: row.id,
  generationId: row.generation_id,
  number: row.number,
  model: row.model,
  createdAt: row.created_at,
  ...(row.outcome_json === null ? { state: 'written' as const } : (JSON.parse(row.outcome_json) as AttemptOutcome)),
})
