import { sql } from 'kysely'
import type { Space } from '../core/workspace.ts'
import type { Database } from './database.ts'
import { placesInTurn, type Turn, type Waiting, type WaitingPlace } from './fair-queue.ts'

/** A clip in line. */
type One = Waiting & { workspace: Space }

/** A place that waits, or a member of one; of a member also since when the first of its clips does. */
interface Candidate<Name> extends Turn {
  name: Name
  since: number
}

/**
 * The first `limit` of a line in their order, without reading the line: of so many turns only so many places have one, the first by their own
 * turns, and of each place only so many members. Each is found by one step in the index `generations_line`, however many wait.
 */
export const nextInLine = async (db: Pick<Database, 'getExecutor' | 'selectFrom'>, provider: string, limit: number): Promise<One[]> => {
  const of = (slot: 'waiting' | 'held') => sql`from generations where provider = ${provider} and slot = ${slot} and finished_at is null`

  const places = async (): Promise<Candidate<Space>[]> => {
    const { rows } = await sql<Candidate<Space>>`
      with recursive places(name) as (
        select min(workspace) ${of('waiting')}
        union all
        select (select min(workspace) ${of('waiting')} and workspace > places.name) from places where places.name is not null
      )
      select name, 0 as since,
        (select count(*) ${of('held')} and workspace = places.name) as "load",
        coalesce((select max(served_at) from members where workspace = places.name), 0) as "servedAt"
      from places where name is not null`.execute(db)
    return rows
  }

  const membersOf = async (workspace: Space): Promise<Candidate<string>[]> => {
    const own = sql`and workspace = ${workspace}`
    const { rows } = await sql<Candidate<string>>`
      with recursive those(name) as (
        select min(member_id) ${of('waiting')} ${own}
        union all
        select (select min(member_id) ${of('waiting')} ${own} and member_id > those.name) from those where those.name is not null
      )
      select name,
        (select min(created_at) ${of('waiting')} ${own} and member_id = those.name) as since,
        (select count(*) ${of('held')} ${own} and member_id = those.name) as "load",
        coalesce((select served_at from members where workspace = ${workspace} and member_id = those.name), 0) as "servedAt"
      from those where name is not null`.execute(db)
    return rows
  }

  const clipsOf = (workspace: Space, memberId: string): Promise<One[]> =>
    db
      .selectFrom('generations')
      .select(['id', 'workspace', 'member_id as memberId', 'created_at as createdAt', 'batch_id as batchId', 'take'])
      .where('provider', '=', provider)
      .where('slot', '=', 'waiting')
      .where('finished_at', 'is', null)
      .where('workspace', '=', workspace)
      .where('member_id', '=', memberId)
      .orderBy('created_at')
      .orderBy('batch_id')
      .orderBy('take')
      .limit(limit)
      .execute()

  const first: WaitingPlace<One>[] = []
  for (const { name: workspace, load, servedAt } of firstOf(await places(), limit)) {
    const members: WaitingPlace<One>['members'] = []
    for (const member of firstOf(await membersOf(workspace), limit))
      members.push({ load: member.load, servedAt: member.servedAt, clips: await clipsOf(workspace, member.name) })
    first.push({ load, servedAt, members })
  }
  return placesInTurn(first, limit)
}

/** The first of them by their turns, with those that are equal to the last. */
const firstOf = <Name>(candidates: readonly Candidate<Name>[], limit: number): Candidate<Name>[] => {
  const order = (a: Candidate<Name>, b: Candidate<Name>): number => a.load - b.load || a.servedAt - b.servedAt || a.since - b.since
  const sorted = candidates.map(numbered).toSorted(order)
  const last = sorted[limit - 1]
  return last ? sorted.filter((one) => order(one, last) <= 0) : sorted
}

/** Counts may come as bigints. */
const numbered = <Name>({ name, since, load, servedAt }: Candidate<Name>): Candidate<Name> => ({
  name,
  since: Number(since),
  load: Number(load),
  servedAt: Number(servedAt),
})
