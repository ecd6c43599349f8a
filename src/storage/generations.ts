import type { Updateable } from 'kysely'
import type { Chosen, Clip, Generation, GenerationState, Posted } from '../core/generation.ts'
import { finalStates } from '../core/generation.ts'
import type { PostRef, ThreadRef } from '../core/platform.ts'
import type { ResolvedRequest } from '../core/request.ts'
import type { Text } from '../core/words/sentence.ts'
import type { Database } from './database.ts'
import {
  type AdmittedBatch,
  type GenerationRecord,
  type IngestedInput,
  type ProviderSuccess,
  selectRecords,
  toBatch,
  toRecord,
} from './generation-rows.ts'
import type { Approval } from './insert-batch.ts'
import { numberClips } from './number-clips.ts'
import type { GenerationTable } from './tables/clips.ts'

/** What is known of a generation that is not finished, without reading its request. */
export interface OpenGeneration {
  id: string
  batchId: string
  runId: string | null
  state: GenerationState
  createdAt: number
  cancelRequestedAt: number | null
}

type Patch = Omit<Updateable<GenerationTable>, 'id' | 'batch_id' | 'state' | 'state_at'>

/** Reads and writes batches and generations. Admission and closing are transactions of their own: see `ledger.ts`. */
export const createGenerations = (db: Database) => {
  const withBatch = () => selectRecords(db)

  return {
    async find(id: string): Promise<GenerationRecord | null> {
      const row = await withBatch().where('generations.id', '=', id).executeTakeFirst()
      return row ? toRecord(row) : null
    },

    async ofBatch(batchId: string): Promise<GenerationRecord[]> {
      const rows = await withBatch().where('batch_id', '=', batchId).orderBy('take').execute()
      return rows.map(toRecord)
    },

    /** What an invocation was admitted as; null for one that was not. */
    async admittedAs(invocationKey: string): Promise<AdmittedBatch | null> {
      const row = await db.selectFrom('batches').selectAll().where('invocation_key', '=', invocationKey).executeTakeFirst()
      if (!row) return null
      const takes = await db.selectFrom('generations').select('id').where('batch_id', '=', row.id).orderBy('take').execute()
      return { batch: toBatch(row), generationIds: takes.map(({ id }) => id) }
    },

    /** Enters a state; its time starts when the state is new, so that trying again does not move a deadline. False when it was not new. */
    async enter(id: string, state: GenerationState, now: number): Promise<boolean> {
      const result = await db
        .updateTable('generations')
        .set({ state, state_at: now, progress: null, obstacle_json: null })
        .where('id', '=', id)
        .where('state', '!=', state)
        .where('finished_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Gives a generation to another model: in line again, before another provider. Nothing was begun for it. */
    async handOn(
      id: string,
      to: { model: string; provider: string; request: ResolvedRequest; warnings: Text[]; now: number },
    ): Promise<void> {
      await db
        .updateTable('generations')
        .set({
          model: to.model,
          provider: to.provider,
          request_json: JSON.stringify(to.request),
          warnings_json: JSON.stringify(to.warnings),
          state: 'queued',
          state_at: to.now,
          slot: 'none',
          slot_at: null,
        })
        .where('id', '=', id)
        .where('finished_at', 'is', null)
        .execute()
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
        .set({ clip_json: JSON.stringify(clip), obstacle_json: null })
        .where('id', '=', id)
        .execute()
    },

    /** Keeps where a batch lives. `numberedIn` names the thread in which its takes get their numbers. */
    async saveThread(batchId: string, thread: ThreadRef, root: PostRef, numberedIn: string): Promise<void> {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('batches')
          .set({ thread_json: JSON.stringify(thread), root_json: JSON.stringify(root) })
          .where('id', '=', batchId)
          .execute()
        await numberClips(transaction, batchId, numberedIn)
      })
    },

    /** Keeps that another message stands where the first one was. */
    async saveRoot(batchId: string, root: PostRef): Promise<void> {
      await db
        .updateTable('batches')
        .set({ root_json: JSON.stringify(root) })
        .where('id', '=', batchId)
        .execute()
    },

    /** Chooses the take that the buttons of the batch's message are for. */
    async choose(batchId: string, chosen: Chosen): Promise<void> {
      await db
        .updateTable('batches')
        .set({ chosen_json: JSON.stringify(chosen) })
        .where('id', '=', batchId)
        .execute()
    },

    async savePosted(id: string, posted: Posted): Promise<void> {
      await db
        .updateTable('generations')
        .set({ posted_json: JSON.stringify(posted) })
        .where('id', '=', id)
        .execute()
    },

    async saveInputs(batchId: string, inputs: IngestedInput[]): Promise<void> {
      await db
        .updateTable('batches')
        .set({ inputs_json: JSON.stringify(inputs) })
        .where('id', '=', batchId)
        .execute()
    },

    /** Answers a batch that waits for approval; false when it was answered before or waits for none. */
    async decide(batchId: string, decision: Exclude<Approval, { state: 'waiting' }>): Promise<boolean> {
      const result = await db
        .updateTable('batches')
        .set({ approval_json: JSON.stringify(decision) })
        .where('id', '=', batchId)
        .where('approval_json', '=', JSON.stringify({ state: 'waiting' } satisfies Approval))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
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

    /** Clips that were taken away and that nobody can bring back any more, while their files are still kept. */
    async noLongerKept(now: number): Promise<GenerationRecord[]> {
      const rows = await withBatch().where('generations.kept_until', '<=', now).limit(50).execute()
      return rows.map(toRecord)
    },

    /** Everything that is not finished, oldest first. */
    async open(): Promise<OpenGeneration[]> {
      const rows = await db
        .selectFrom('generations')
        .select([
          'id',
          'batch_id as batchId',
          'run_id as runId',
          'state',
          'created_at as createdAt',
          'cancel_requested_at as cancelRequestedAt',
        ])
        .where('finished_at', 'is', null)
        .orderBy('created_at')
        .execute()
      return rows
    },

    /** Those that were asked for before `before` and have no run. */
    async withoutRun(before: number): Promise<string[]> {
      const rows = await db
        .selectFrom('generations')
        .select('id')
        .where('finished_at', 'is', null)
        .where('state', '=', 'admitted')
        .where('run_id', 'is', null)
        .where('created_at', '<', before)
        .execute()
      return rows.map(({ id }) => id)
    },

    /** How long those of the last clips of a model that are of a mode took from slot to finish, in seconds. */
    async recentSeconds({ model, mode }: Pick<Generation, 'model' | 'mode'>, count: number): Promise<number[]> {
      const rows = await db
        .selectFrom('generations')
        .select(['mode', 'slot_at', 'finished_at'])
        .where('model', '=', model)
        .where('finished_at', 'is not', null)
        .where('state', '=', 'delivered')
        .orderBy('finished_at', 'desc')
        .limit(count)
        .execute()
      return rows.flatMap((row) =>
        row.mode !== mode || row.slot_at === null || row.finished_at === null ? [] : [(row.finished_at - row.slot_at) / 1000],
      )
    },
  }
}
export type Generations = ReturnType<typeof createGenerations>
