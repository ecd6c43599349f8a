import type { Selectable, Updateable } from 'kysely'
import type { Batch, Clip, Failure, Generation, GenerationState } from '../core/generation.ts'
import { finalStates } from '../core/generation.ts'
import type { Json } from '../core/json.ts'
import type { StoredMedia } from '../core/media.ts'
import type { PostRef, ThreadRef } from '../core/platform.ts'
import type { ProviderStatus } from '../core/provider.ts'
import type { InputRole } from '../core/request.ts'
import type { Database } from './database.ts'
import type { GenerationTable, Schema } from './schema.ts'

/** What a provider answered at the end of its work, and when the bot learnt of it. */
export type ProviderSuccess = Extract<ProviderStatus, { kind: 'succeeded' }> & { seenAt: number }

export type IngestedInput = { role: InputRole; media: StoredMedia }

/** A generation with the batch it belongs to and what only the workflow needs. */
export interface GenerationRecord {
  generation: Generation
  batch: Batch
  origin: Json
  inputsReady: boolean
  result: ProviderSuccess | null
  runId: string | null
}

type Patch = Omit<Updateable<GenerationTable>, 'id' | 'batch_id' | 'state' | 'state_at'>

/** Reads and writes batches and generations. Admission and closing are transactions of their own: see `ledger.ts`. */
export const createGenerations = (db: Database) => {
  const withBatch = () =>
    db
      .selectFrom('generations')
      .innerJoin('batches', 'batches.id', 'generations.batch_id')
      .selectAll('generations')
      .select([
        'batches.platform',
        'batches.member_name',
        'batches.command',
        'batches.origin_json',
        'batches.thread_json',
        'batches.root_json',
        'batches.inputs_json',
        'batches.created_at as batch_created_at',
      ])

  return {
    async find(id: string): Promise<GenerationRecord | null> {
      const row = await withBatch().where('generations.id', '=', id).executeTakeFirst()
      return row ? toRecord(row) : null
    },

    async ofBatch(batchId: string): Promise<GenerationRecord[]> {
      const rows = await withBatch().where('batch_id', '=', batchId).orderBy('take').execute()
      return rows.map(toRecord)
    },

    async batchOfInvocation(invocationKey: string): Promise<Batch | null> {
      const row = await db.selectFrom('batches').selectAll().where('invocation_key', '=', invocationKey).executeTakeFirst()
      return row ? toBatch(row) : null
    },

    /** Enters a state; its time starts when the state is new, so that trying again does not move a deadline. False when it was not new. */
    async enter(id: string, state: GenerationState, now: number): Promise<boolean> {
      const result = await db
        .updateTable('generations')
        .set({ state, state_at: now, progress: null })
        .where('id', '=', id)
        .where('state', '!=', state)
        .where('finished_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    async update(id: string, patch: Patch): Promise<void> {
      await db.updateTable('generations').set(patch).where('id', '=', id).execute()
    },

    async saveResult(id: string, result: ProviderSuccess): Promise<void> {
      await db
        .updateTable('generations')
        .set({ result_json: JSON.stringify(result) })
        .where('id', '=', id)
        .execute()
    },

    async saveClip(id: string, clip: Clip): Promise<void> {
      await db
        .updateTable('generations')
        .set({ clip_json: JSON.stringify(clip) })
        .where('id', '=', id)
        .execute()
    },

    async saveThread(batchId: string, thread: ThreadRef, root: PostRef): Promise<void> {
      await db
        .updateTable('batches')
        .set({ thread_json: JSON.stringify(thread), root_json: JSON.stringify(root) })
        .where('id', '=', batchId)
        .execute()
    },

    async saveInputs(batchId: string, inputs: IngestedInput[]): Promise<void> {
      await db
        .updateTable('batches')
        .set({ inputs_json: JSON.stringify(inputs) })
        .where('id', '=', batchId)
        .execute()
    },

    /** Ties the generation to its run; false when another run has it already. */
    async claimRun(id: string, runId: string): Promise<boolean> {
      const result = await db
        .updateTable('generations')
        .set({ run_id: runId })
        .where('id', '=', id)
        .where((where) => where.or([where('run_id', 'is', null), where('run_id', '=', runId)]))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Unties the generation from a run that is no more. */
    async disclaimRun(id: string, runId: string): Promise<void> {
      await db.updateTable('generations').set({ run_id: null }).where('id', '=', id).where('run_id', '=', runId).execute()
    },

    /** True when the wish was new and the generation was not finished. */
    async requestCancel(id: string, now: number): Promise<boolean> {
      const result = await db
        .updateTable('generations')
        .set({ cancel_requested_at: now })
        .where('id', '=', id)
        .where('cancel_requested_at', 'is', null)
        .where('state', 'not in', [...finalStates])
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Everything that is not finished, oldest first. */
    async open(): Promise<{ id: string; batchId: string; runId: string | null; createdAt: number }[]> {
      const rows = await db
        .selectFrom('generations')
        .select(['id', 'batch_id', 'run_id', 'created_at'])
        .where('finished_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return rows.map((row) => ({ id: row.id, batchId: row.batch_id, runId: row.run_id, createdAt: row.created_at }))
    },

    /** How long the last clips of a model took from slot to finish, in seconds; empty before the first. */
    async recentSeconds(model: string, count: number): Promise<number[]> {
      const rows = await db
        .selectFrom('generations')
        .select(['slot_at', 'finished_at'])
        .where('model', '=', model)
        .where('finished_at', 'is not', null)
        .where('state', '=', 'delivered')
        .orderBy('finished_at', 'desc')
        .limit(count)
        .execute()
      return rows.flatMap((row) => (row.slot_at === null || row.finished_at === null ? [] : [(row.finished_at - row.slot_at) / 1000]))
    },
  }
}
export type Generations = ReturnType<typeof createGenerations>

const parse = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))

const toBatch = (row: Selectable<Schema['batches']>): Batch => ({
  id: row.id,
  platform: row.platform,
  workspace: row.workspace,
  memberId: row.member_id,
  memberName: row.member_name,
  command: row.command,
  thread: parse<ThreadRef>(row.thread_json),
  root: parse<PostRef>(row.root_json),
  createdAt: row.created_at,
})

type JoinedRow = Selectable<GenerationTable> &
  Pick<
    Selectable<Schema['batches']>,
    'platform' | 'member_name' | 'command' | 'origin_json' | 'thread_json' | 'root_json' | 'inputs_json'
  > & {
    batch_created_at: number
  }

const toRecord = (row: JoinedRow): GenerationRecord => ({
  generation: {
    id: row.id,
    batchId: row.batch_id,
    take: row.take,
    parentId: row.parent_id,
    mode: row.mode,
    model: row.model,
    provider: row.provider,
    request: JSON.parse(row.request_json),
    warnings: JSON.parse(row.warnings_json),
    inputs: parse<IngestedInput[]>(row.inputs_json) ?? [],
    state: row.state,
    stateAt: row.state_at,
    progress: row.progress,
    heldCredits: row.held_credits,
    costCredits: row.cost_credits,
    clip: parse<Clip>(row.clip_json),
    failure: parse<Failure>(row.failure_json),
    cancelRequestedAt: row.cancel_requested_at,
    removedAt: row.removed_at,
    createdAt: row.created_at,
    slotAt: row.slot_at,
    finishedAt: row.finished_at,
  },
  batch: toBatch({ ...row, id: row.batch_id, invocation_key: '', created_at: row.batch_created_at }),
  origin: JSON.parse(row.origin_json),
  inputsReady: row.inputs_json !== null,
  result: parse<ProviderSuccess>(row.result_json),
  runId: row.run_id,
})
