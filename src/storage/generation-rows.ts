import type { Selectable } from 'kysely'
import { writeClipNumber } from '../core/clip-number.ts'
import type { Batch, Chosen, Clip, Failure, Generation, Obstacle, Posted } from '../core/generation.ts'
import type { Json } from '../core/json.ts'
import type { PostRef, ThreadRef } from '../core/platform.ts'
import type { ProviderStatus } from '../core/provider.ts'
import type { Database } from './database.ts'
import type { Approval } from './insert-batch.ts'
import type { Schema } from './schema.ts'
import type { GenerationTable } from './tables/clips.ts'

/** What a provider answered at the end of its work, and when the bot learnt of it. */
export type ProviderSuccess = Extract<ProviderStatus, { kind: 'succeeded' }> & { seenAt: number }

export type IngestedInput = Generation['inputs'][number]

/** A generation with the batch it belongs to and what only the workflow needs. */
export interface GenerationRecord {
  generation: Generation
  batch: Batch
  origin: Json
  inputsReady: boolean
  /** Null for what needs no moderator's approval. */
  approval: Approval | null
  /** The tier that it was judged by. */
  tier: string
  result: ProviderSuccess | null
  /** Null until its clip stands in its thread. Clips of before the first version that kept it have none. */
  posted: Posted | null
  /** How many members like it. */
  votes: number
  /** How many members keep it. */
  stars: number
  /** Until when a clip that was taken away can be brought back, and who took it away. */
  keptUntil: number | null
  removedBy: string | null
  runId: string | null
}

/** A batch as it was admitted, with its takes in their order. */
export interface AdmittedBatch {
  batch: Batch
  generationIds: string[]
}

/** Generations as they are written, each with its batch. */
export const selectRecords = (db: Database) =>
  db
    .selectFrom('generations')
    .innerJoin('batches', 'batches.id', 'generations.batch_id')
    .selectAll('generations')
    .select(({ selectFrom, fn }) => [
      selectFrom('votes')
        .select(fn.countAll().as('count'))
        .whereRef('votes.generation_id', '=', 'generations.id')
        .$asScalar()
        .$notNull()
        .as('votes'),
      selectFrom('stars')
        .select(fn.countAll().as('count'))
        .whereRef('stars.generation_id', '=', 'generations.id')
        .$asScalar()
        .$notNull()
        .as('stars'),
      'batches.platform',
      // The generation's own column has the platform in it.
      'batches.workspace as batch_workspace',
      'batches.member_name',
      'batches.command',
      'batches.origin_json',
      'batches.thread_json',
      'batches.root_json',
      'batches.inputs_json',
      'batches.approval_json',
      'batches.tier',
      'batches.language',
      'batches.chosen_json',
      'batches.created_at as batch_created_at',
    ])

export const parseJson = <T>(json: string | null): T | null => (json === null ? null : (JSON.parse(json) as T))

export const toBatch = (row: Selectable<Schema['batches']>): Batch => ({
  id: row.id,
  platform: row.platform,
  workspace: row.workspace,
  memberId: row.member_id,
  memberName: row.member_name,
  command: row.command,
  language: row.language,
  thread: parseJson<ThreadRef>(row.thread_json),
  root: parseJson<PostRef>(row.root_json),
  chosen: parseJson<Chosen>(row.chosen_json),
  createdAt: row.created_at,
})

type JoinedRow = Selectable<GenerationTable> &
  Pick<
    Selectable<Schema['batches']>,
    | 'platform'
    | 'member_name'
    | 'command'
    | 'origin_json'
    | 'thread_json'
    | 'root_json'
    | 'inputs_json'
    | 'approval_json'
    | 'tier'
    | 'language'
    | 'chosen_json'
  > & {
    batch_workspace: string
    votes: number | bigint | string
    stars: number | bigint | string
    batch_created_at: number
  }

export const toRecord = (row: JoinedRow): GenerationRecord => ({
  generation: {
    id: row.id,
    batchId: row.batch_id,
    take: row.take,
    number: row.number === null ? null : writeClipNumber({ number: row.number, letter: row.letter }),
    parentId: row.parent_id,
    mode: row.mode,
    model: row.model,
    provider: row.provider,
    request: JSON.parse(row.request_json),
    warnings: JSON.parse(row.warnings_json),
    inputs: parseJson<IngestedInput[]>(row.inputs_json) ?? [],
    state: row.state,
    stateAt: row.state_at,
    progress: row.progress,
    heldCredits: row.held_credits,
    costCredits: row.cost_credits,
    clip: parseJson<Clip>(row.clip_json),
    failure: parseJson<Failure>(row.failure_json),
    obstacle: parseJson<Obstacle>(row.obstacle_json),
    cancelRequestedAt: row.cancel_requested_at,
    removedAt: row.removed_at,
    filesGoneAt: row.files_gone_at,
    createdAt: row.created_at,
    slotAt: row.slot_at,
    finishedAt: row.finished_at,
  },
  batch: toBatch({
    ...row,
    id: row.batch_id,
    workspace: row.batch_workspace,
    invocation_key: '',
    approval_json: null,
    channel: null,
    created_at: row.batch_created_at,
  }),
  origin: JSON.parse(row.origin_json),
  inputsReady: row.inputs_json !== null,
  approval: parseJson<Approval>(row.approval_json),
  tier: row.tier,
  result: parseJson<ProviderSuccess>(row.result_json),
  posted: parseJson<Posted>(row.posted_json),
  votes: Number(row.votes),
  stars: Number(row.stars),
  keptUntil: row.kept_until,
  removedBy: row.removed_by,
  runId: row.run_id,
})
