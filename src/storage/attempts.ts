import type { Selectable, Transaction } from 'kysely'
import type { Json } from '../core/json.ts'
import { modeFacts } from '../core/mode-facts.ts'
import type { ProviderError } from '../core/provider.ts'
import type { ResolvedRequest } from '../core/request.ts'
import type { Database } from './database.ts'
import { lockIn } from './lock-in.ts'
import type { Schema } from './schema.ts'
import type { AttemptTable } from './tables/clips.ts'

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

  /**
   * Null, and nothing is written, while another attempt of the generation may have been accepted: between two looks at it a
   * webhook may have said so.
   */
  async write(attempt: { id: string; generationId: string; number: number; model: string; now: number }): Promise<Attempt | null> {
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
    return db.transaction().execute(async (transaction) => {
      await lockIn(transaction, attemptsOf(attempt.generationId))
      const open = await transaction
        .selectFrom('attempts')
        .select('id')
        .where('generation_id', '=', attempt.generationId)
        .where('state', 'not in', ['absent', 'rejected'])
        .executeTakeFirst()
      if (open) return null
      await transaction.insertInto('attempts').values(row).execute()
      return toAttempt(row)
    })
  },

  /** Keeps what came of an attempt, and gives it back as it is then: what was accepted stays so, whatever is heard later. */
  async resolve(id: string, outcome: AttemptOutcome, now: number): Promise<Attempt> {
    return db.transaction().execute(async (transaction) => {
      await transaction.updateTable('attempts').set(columnsOf(outcome, now)).where('id', '=', id).where('state', '!=', 'accepted').execute()
      return toAttempt(await transaction.selectFrom('attempts').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
    })
  },

  /**
   * Whose an operation is that fits `attempt`: another's that was accepted as it, or perhaps that of one that asked for the same and
   * whose answer is still on its way. `bySeed`: the vendor tells requests apart by their seeds. `others`: as in `HolderOf`.
   */
  async holderOf(
    attempt: Pick<Attempt, 'id' | 'generationId'>,
    operation: Json,
    bySeed: boolean,
    others: 'alike' | 'any' = 'alike',
  ): Promise<'nobody' | 'another' | 'contested'> {
    const mine = await db.selectFrom('generations').selectAll().where('id', '=', attempt.generationId).executeTakeFirstOrThrow()
    if (await isAnothers(db, attempt.id, mine.provider, operation)) return 'another'
    if (others === 'any') return (await hasOpenRival(db, attempt.id, mine.provider)) ? 'contested' : 'nobody'
    const underWay = await db
      .selectFrom('attempts')
      .innerJoin('generations', 'generations.id', 'attempts.generation_id')
      .select('generations.request_json')
      .where('attempts.id', '!=', attempt.id)
      .where('attempts.model', '=', mine.model)
      .where('attempts.state', '=', 'written')
      .where('generations.finished_at', 'is', null)
      .execute()
    return underWay.some((other) => asksTheSame(other, mine, bySeed)) ? 'contested' : 'nobody'
  },

  /** Keeps that an attempt was accepted as an operation that was found; false, and nothing is kept, where another was in the meantime. */
  async claim(attempt: Pick<Attempt, 'id' | 'generationId'>, operation: Json, now: number): Promise<boolean> {
    return db.transaction().execute(async (transaction) => {
      const { provider } = await transaction
        .selectFrom('generations')
        .select('provider')
        .where('id', '=', attempt.generationId)
        .executeTakeFirstOrThrow()
      await lockIn(transaction, `operations:${provider}`)
      if (await isAnothers(transaction, attempt.id, provider, operation)) return false
      await transaction
        .updateTable('attempts')
        .set(columnsOf({ state: 'accepted', operation }, now))
        .where('id', '=', attempt.id)
        .where('state', '!=', 'accepted')
        .execute()
      return true
    })
  },

  /**
   * Keeps that an attempt was accepted after all, as its provider tells by itself. `known`: it was known. `late`: it cannot be
   * taken up any more, for the clip is over, is another model's, or was submitted again.
   */
  async adopt(id: string, operation: Json, now: number): Promise<'adopted' | 'known' | 'late'> {
    return db.transaction().execute(async (transaction) => {
      const attempt = await transaction
        .selectFrom('attempts')
        .innerJoin('generations', 'generations.id', 'attempts.generation_id')
        .select(['attempts.state', 'attempts.number', 'attempts.generation_id', 'attempts.model', 'generations.model as makes'])
        .select('generations.finished_at')
        .where('attempts.id', '=', id)
        .executeTakeFirst()
      if (!attempt || attempt.state === 'accepted') return 'known'
      await lockIn(transaction, attemptsOf(attempt.generation_id))
      const newer = await transaction
        .selectFrom('attempts')
        .select('id')
        .where('generation_id', '=', attempt.generation_id)
        .where('number', '>', attempt.number)
        .executeTakeFirst()
      if (newer || attempt.finished_at !== null || attempt.model !== attempt.makes) return 'late'
      await transaction
        .updateTable('attempts')
        .set(columnsOf({ state: 'accepted', operation }, now))
        .where('id', '=', id)
        .where('state', '!=', 'accepted')
        .execute()
      return 'adopted'
    })
  },
})
export type Attempts = ReturnType<typeof createAttempts>

/** What one transaction at a time may write: an attempt is begun only where no other may have been accepted. */
const attemptsOf = (generationId: string): string => `attempts:${generationId}`

/** Whether another attempt was accepted as an operation of a provider. */
const isAnothers = async (db: Database | Transaction<Schema>, id: string, provider: string, operation: Json): Promise<boolean> => {
  const theirs = await db
    .selectFrom('attempts')
    .innerJoin('generations', 'generations.id', 'attempts.generation_id')
    .select('attempts.id')
    .where('outcome_json', '=', JSON.stringify({ state: 'accepted', operation } satisfies AttemptOutcome))
    .where('generations.provider', '=', provider)
    .where('attempts.id', '!=', id)
    .executeTakeFirst()
  return theirs !== undefined
}

/** How much earlier an attempt may have begun whose job came as late as that of another. */
const rivalMs = 3_600_000

/** Whether a provider may have taken another attempt of about the same time or later, which nobody knows of, or no longer cares for. */
const hasOpenRival = async (db: Database, id: string, provider: string): Promise<boolean> => {
  const { created_at: begun } = await db.selectFrom('attempts').select('created_at').where('id', '=', id).executeTakeFirstOrThrow()
  const rival = await db
    .selectFrom('attempts')
    .innerJoin('generations', 'generations.id', 'attempts.generation_id')
    .select('attempts.id')
    .where('generations.provider', '=', provider)
    .where('attempts.id', '!=', id)
    .where('attempts.state', 'in', ['written', 'unknown'])
    .where('attempts.created_at', '>', begun - rivalMs)
    .limit(1)
    .executeTakeFirst()
  return rival !== undefined
}

/** Whether a vendor could take one request for the other. */
const asksTheSame = (one: { request_json: string }, other: { request_json: string }, bySeed: boolean): boolean => {
  const [first, second] = [one, other].map(({ request_json }) => JSON.parse(request_json) as ResolvedRequest)
  // An upscaler is told no prompt.
  const isSilent = first !== undefined && modeFacts[first.mode].upscales === true
  return (isSilent || first?.prompt === second?.prompt) && first?.mode === second?.mode && (!bySeed || first?.seed === second?.seed)
}

const columnsOf = (outcome: AttemptOutcome, now: number) => ({
  state: outcome.state,
  outcome_json: JSON.stringify(outcome),
  updated_at: now,
})

const toAttempt = (row: Selectable<AttemptTable>): Attempt => ({
  id: row.id,
  generationId: row.generation_id,
  number: row.number,
  model: row.model,
  createdAt: row.created_at,
  ...(row.outcome_json === null ? { state: 'written' as const } : (JSON.parse(row.outcome_json) as AttemptOutcome)),
})
