import type { DayOfClips, HistoryPage } from '../../core/members.ts'
import { noSuchClip } from '../../core/options/find-clip.ts'
import { spaceOf, type WorkspaceKey } from '../../core/workspace.ts'
import { periodsOf } from '../admission/member-terms.ts'
import type { Parts } from '../parts.ts'

const pageSize = 10
const dayMs = 24 * 3_600_000

/** Clips of a member, ten at a time; `after` is one of them. */
export const readHistory = async (
  parts: Pick<Parts, 'history' | 'generations'>,
  member: WorkspaceKey & { memberId: string },
  after: string | null,
): Promise<HistoryPage> => {
  const last = after === null ? null : await parts.generations.find(after)
  const isTheirs = last && spaceOf(last.batch) === spaceOf(member) && last.batch.memberId === member.memberId
  if (after !== null && !isTheirs) throw noSuchClip(after)
  const from = last?.generation ?? null
  const { records, hasMore } = await parts.history.page(member, from, pageSize)
  const entries = records.map(({ generation, batch }) => ({ generation, batch }))
  return { entries, next: hasMore ? (entries.at(-1)?.generation.id ?? null) : null }
}

/** The names of the last so many days of a workspace's zone, oldest first, today last. */
export const lastDays = async (parts: Pick<Parts, 'workspaces' | 'clock'>, workspace: WorkspaceKey, count: number): Promise<string[]> => {
  const settings = await parts.workspaces.of(workspace)
  // By noon of today: a day back from there is always the day before, however long the days are.
  const noon = periodsOf(parts.clock.now(), settings).day.endsAt - dayMs / 2
  return Array.from({ length: count }, (_, back) => periodsOf(noon - back * dayMs, settings).day.name).reverse()
}

/** Clips, stills and credits of each of these days, none left out; of one member or of all. */
export const readDays = async (
  parts: Pick<Parts, 'usage'>,
  workspace: WorkspaceKey,
  memberId: string | null,
  days: readonly string[],
): Promise<DayOfClips[]> => {
  const known = await parts.usage.by('day', { workspace, memberId, from: days[0] ?? '', to: days.at(-1) ?? '' })
  return days.map((day) => {
    const { clips = 0, stills = 0, credits = 0 } = known.find(({ key }) => key === day) ?? {}
    return { day, clips, stills, credits }
  })
}
