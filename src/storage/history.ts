import type { Generation } from '../core/generation.ts'
import type { ResolvedRequest } from '../core/request.ts'
import { spaceOf, type WorkspaceKey } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { isInWork } from './file-use.ts'
import { type GenerationRecord, type IngestedInput, parseJson, selectRecords, toRecord } from './generation-rows.ts'
import type { MemberKey } from './ledger-entry.ts'

/** Where a generation stands among those of its member. */
type Place = Pick<Generation, 'createdAt' | 'batchId' | 'take'>

/** Reads what was made by whom, and takes a member's words out of it. */
export const createHistory = (db: Database) => ({
  /** A member's generations, newest first, of those that were asked for together the last; they begin after `after`. */
  async page(member: MemberKey, after: Place | null, size: number): Promise<{ records: GenerationRecord[]; hasMore: boolean }> {
    const rows = await selectRecords(db)
      .where('generations.workspace', '=', spaceOf(member))
      .where('generations.member_id', '=', member.memberId)
      .$if(after !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) =>
          eb(
            refTuple('generations.created_at', 'generations.batch_id', 'generations.take'),
            '<',
            tuple(after?.createdAt ?? 0, after?.batchId ?? '', after?.take ?? 0),
          ),
        ),
      )
      .orderBy('generations.created_at', 'desc')
      .orderBy('generations.batch_id', 'desc')
      .orderBy('generations.take', 'desc')
      .limit(size + 1)
      .execute()
    return { records: rows.slice(0, size).map(toRecord), hasMore: rows.length > size }
  },

  /** The tier that a member's last request was judged by. */
  async lastTier(member: MemberKey): Promise<string | null> {
    const row = await db
      .selectFrom('generations')
      .innerJoin('batches', 'batches.id', 'generations.batch_id')
      .select('batches.tier')
      .where('generations.workspace', '=', spaceOf(member))
      .where('generations.member_id', '=', member.memberId)
      .orderBy('generations.created_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.tier ?? null
  },

  /** What waits for a moderator of a workspace, oldest first. */
  async waitingOf(workspace: WorkspaceKey): Promise<GenerationRecord[]> {
    const rows = await selectRecords(db)
      .where('generations.workspace', '=', spaceOf(workspace))
      .where('generations.finished_at', 'is', null)
      .where('generations.cancel_requested_at', 'is', null)
      .where('batches.approval_json', '=', JSON.stringify({ state: 'waiting' }))
      .orderBy('generations.created_at')
      .orderBy('generations.batch_id')
      .orderBy('generations.take')
      .execute()
    return rows.map(toRecord)
  },

  /** What is not finished of a workspace, oldest first. */
  async openOf(workspace: WorkspaceKey): Promise<GenerationRecord[]> {
    const rows = await selectRecords(db)
      .where('generations.workspace', '=', spaceOf(workspace))
      .where('generations.finished_at', 'is', null)
      .orderBy('generations.created_at')
      .orderBy('generations.batch_id')
      .orderBy('generations.take')
      .execute()
    return rows.map(toRecord)
  },

  /**
   * Takes the words, the recipes and the name out of a member's finished generations. Returns the keys of the input
   * files that no other generation needs.
   */
  async forget(member: MemberKey): Promise<string[]> {
    const batches = await db
      .selectFrom('batches')
      .select(['id', 'inputs_json'])
      .where('platform', '=', member.platform)
      .where('workspace', '=', member.workspace)
      .where('member_id', '=', member.memberId)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('generations').select('id').whereRef('batch_id', '=', 'batches.id').where('finished_at', 'is', null))),
      )
      .execute()
    const keys = new Set(batches.flatMap((batch) => (parseJson<IngestedInput[]>(batch.inputs_json) ?? []).map(({ media }) => media.key)))
    for (const { id } of batches) {
      await db.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('batches')
          .set({ member_name: '', origin_json: 'null', inputs_json: '[]', chosen_json: null })
          .where('id', '=', id)
          .execute()
        const rows = await transaction.selectFrom('generations').select(['id', 'request_json']).where('batch_id', '=', id).execute()
        for (const row of rows) {
          const { mode, model, seed, takes }: ResolvedRequest = JSON.parse(row.request_json)
          await transaction
            .updateTable('generations')
            .set({
              request_json: JSON.stringify({ mode, model, seed, takes, prompt: '', extras: {} }),
              clip_json: null,
              posted_json: null,
              result_json: null,
              warnings_json: '[]',
            })
            .where('id', '=', row.id)
            .execute()
        }
      })
    }
    // Where they chose among the clips of somebody else, nobody has.
    await db
      .updateTable('batches')
      .set({ chosen_json: null })
      .where('platform', '=', member.platform)
      .where('workspace', '=', member.workspace)
      .where('chosen_json', 'like', `%"by":${JSON.stringify(member.memberId)},%`)
      .execute()
    await db
      .updateTable('members')
      .set({ name: '', consented_at: null })
      .where('workspace', '=', spaceOf(member))
      .where('member_id', '=', member.memberId)
      .execute()
    const needed = await Promise.all([...keys].map((key) => isNeeded(db, key)))
    return [...keys].filter((_, at) => !needed[at])
  },
})
export type History = ReturnType<typeof createHistory>

/** What others came from, or will: a clip that waits, which may be for a day, has named its files and not brought them home. */
const isNeeded = async (db: Database, key: string): Promise<boolean> => {
  const row = await db
    .selectFrom('batches')
    .select('batches.id')
    .where('batches.inputs_json', 'like', `%${key}%`)
    .unionAll(
      db.selectFrom('generations').innerJoin('batches', 'batches.id', 'generations.batch_id').select('batches.id').where(isInWork(key)),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
