import type { ExpressionBuilder, ExpressionWrapper, SqlBool } from 'kysely'
import type { Schema } from './schema.ts'

export interface KeepOptions {
  /** Whether clips that somebody likes, or starred, are kept. */
  keepVoted: boolean
  /** Clips that were done since are kept where their post is a link: it was promised to last so long. */
  linksSince: number
}

/**
 * Whether something still needs a generation, its files and what it was made from: the one place where that is asked, of a query over
 * `generations`. What comes to hold clips later (boards, references, reels) adds its line here.
 */
export const isReferenced =
  ({ keepVoted, linksSince }: KeepOptions) =>
  ({ eb, or, and, exists, not, selectFrom }: ExpressionBuilder<Schema, 'generations'>): ExpressionWrapper<Schema, 'generations', SqlBool> =>
    or([
      // It is on its way, or others of its batch are, whose message shows all of them.
      eb('generations.finished_at', 'is', null),
      exists(
        selectFrom('generations as other')
          .select('other.id')
          .whereRef('other.batch_id', '=', 'generations.batch_id')
          .where('other.finished_at', 'is', null),
      ),
      // What is made from it is on its way.
      exists(
        selectFrom('generations as child')
          .select('child.id')
          .whereRef('child.parent_id', '=', 'generations.id')
          .where('child.finished_at', 'is', null),
      ),
      // Its chat has no copy of it, or none that anybody knows of.
      and([
        eb('generations.finished_at', '>', linksSince),
        eb('generations.clip_json', 'is not', null),
        or([eb('generations.posted_json', 'is', null), eb('generations.posted_json', 'not like', '%"as":"file"%')]),
      ]),
      // It was taken away and can be brought back.
      eb('generations.kept_until', 'is not', null),
      // It is a case that waits for a moderator, or whose end can be taken back.
      exists(
        selectFrom('cases')
          .select('cases.generation_id')
          .whereRef('cases.generation_id', '=', 'generations.id')
          .where((where) => where.or([where('cases.ending_json', 'is', null), where('cases.undo_until', 'is not', null)])),
      ),
      // Its member appeals against what was decided for it. A quote in the words of an appeal has a backslash before it.
      exists(
        selectFrom('sanctions')
          .select('sanctions.id')
          .whereRef('sanctions.workspace', '=', 'generations.workspace')
          .whereRef('sanctions.member_id', '=', 'generations.member_id')
          .whereRef('sanctions.generation_id', '=', 'generations.id')
          .where((where) =>
            and([where('sanctions.appeal_json', 'is not', null), not(where('sanctions.appeal_json', 'like', '%,"answer":{%'))]),
          ),
      ),
      ...(keepVoted
        ? [
            exists(selectFrom('votes').select('votes.generation_id').whereRef('votes.generation_id', '=', 'generations.id')),
            exists(selectFrom('stars').select('stars.generation_id').whereRef('stars.generation_id', '=', 'generations.id')),
          ]
        : []),
    ])
