/** Somebody's place in the line for a provider. Times are milliseconds since the epoch. */
export interface Waiting {
  id: string
  workspace: string
  memberId: string
  createdAt: number
  /** Those that were asked for together stay in this order. */
  batchId: string
  take: number
}

/** A member who is being served now, once for each slot held. */
export type Serving = Pick<Waiting, 'workspace' | 'memberId'>

/** When a member last got a slot. */
export type Served = Serving & { at: number }

/** Who has so many slots, and got the last one then; 0 for never. */
export interface Turn {
  load: number
  servedAt: number
}

/** A workspace that waits, with its members and their clips. */
export interface WaitingPlace<One extends Waiting = Waiting> extends Turn {
  members: (Turn & { clips: One[] })[]
}

/**
 * The order in which those who wait get a slot. Workspaces take turns, members of a workspace take turns, and a
 * member's own clips stay in the order they were asked for. The member with fewer at work goes first; among equals
 * the one who was served longest ago, so that somebody with a hundred clips in line never holds up somebody with one.
 * Only the first `limit` are worked out.
 */
export const fairOrder = <One extends Waiting>(
  waiting: readonly One[],
  serving: readonly Serving[],
  served: readonly Served[],
  limit = Number.POSITIVE_INFINITY,
): One[] => {
  const loads = count(serving.flatMap(keysOf))
  const times = new Map<string, number>()
  for (const one of served) for (const key of keysOf(one)) times.set(key, Math.max(times.get(key) ?? 0, one.at))
  const turnOf = (key: string): Turn => ({ load: loads.get(key) ?? 0, servedAt: times.get(key) ?? 0 })
  const places = [...Map.groupBy(waiting, ({ workspace }) => workspace)].map(([workspace, own]) => ({
    ...turnOf(workspace),
    members: [...Map.groupBy(own, memberKey)].map(([key, clips]) => ({ ...turnOf(key), clips })),
  }))
  return placesInTurn(places, limit)
}

/** The same of places whose turns are known. Their members' clips may come in any order. */
export const placesInTurn = <One extends Waiting>(places: readonly WaitingPlace<One>[], limit: number): One[] => {
  const lines = places.map(({ members, ...turn }) => ({ ...turn, line: inTurn(members.map(memberLine), Number.POSITIVE_INFINITY) }))
  return inTurn(lines, limit).map(({ clip }) => clip)
}

/** A clip with the turn of its member at the beginning, by which lines are told apart that are equal in all else. */
interface Head<One> extends Turn {
  clip: One
}

interface Line<One> extends Turn {
  /** In its own order. */
  line: Head<One>[]
}

const memberLine = <One extends Waiting>({ clips, ...turn }: Turn & { clips: One[] }): Line<One> => ({
  ...turn,
  line: clips.toSorted(bySeniority).map((clip) => ({ ...turn, clip })),
})

/**
 * One of each line after the other: who has the fewest at work, the one before all others who waited longest; whoever got one now comes after
 * all who have as many and got none.
 */
const inTurn = <One extends Waiting>(lines: readonly Line<One>[], limit: number): Head<One>[] => {
  const byLoad = Map.groupBy(lines, ({ load }) => load)
  const loads = [...byLoad.keys()].toSorted((a, b) => a - b)
  const order: Head<One>[] = []
  /** Those who got one, in the order in which they got it, and how many each has had. */
  let again: { line: Head<One>[]; had: number }[] = []
  for (let load = loads[0] ?? 0; order.length < limit && (again.length > 0 || loads.some((one) => one >= load)); load += 1) {
    if (again.length === 0) load = loads.find((one) => one >= load) ?? load
    const first = (byLoad.get(load) ?? []).toSorted(byTurn).map(({ line }) => ({ line, had: 0 }))
    const now = [...first, ...again]
    again = []
    for (const { line, had } of now) {
      const head = line[had]
      if (head && order.length < limit) order.push(head)
      if (had + 1 < line.length) again.push({ line, had: had + 1 })
    }
  }
  return order
}

const byTurn = <One extends Waiting>(a: Line<One>, b: Line<One>): number => {
  const [one, other] = [a.line[0], b.line[0]]
  return (
    a.servedAt - b.servedAt ||
    (one && other ? one.load - other.load || one.servedAt - other.servedAt || bySeniority(one.clip, other.clip) : 0)
  )
}

/** Who asked first. */
const bySeniority = (a: Waiting, b: Waiting): number =>
  a.createdAt - b.createdAt || (a.batchId === b.batchId ? a.take - b.take : a.batchId < b.batchId ? -1 : 1)

const memberKey = (one: Serving): string => `${one.workspace}\n${one.memberId}`
const keysOf = (one: Serving): string[] => [one.workspace, memberKey(one)]

const count = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
