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
  const turns = countTurns(serving, served)
  const lines = Map.groupBy(waiting.toSorted(bySeniority), memberKey)
  const order: One[] = []
  while (lines.size > 0 && order.length < limit) {
    let next: One | undefined
    for (const [head] of lines.values()) {
      if (head && (!next || turns.compare(head, next) < 0)) next = head
    }
    if (!next) break
    order.push(next)
    turns.take(next)
    const line = lines.get(memberKey(next))
    line?.shift()
    if (!line?.length) lines.delete(memberKey(next))
  }
  return order
}

/** Who asked first. */
const bySeniority = (a: Waiting, b: Waiting): number =>
  a.createdAt - b.createdAt || (a.batchId === b.batchId ? a.take - b.take : a.batchId < b.batchId ? -1 : 1)

const memberKey = (one: Serving): string => `${one.workspace}\n${one.memberId}`

/** Who has how many slots and who was served when, for members and for workspaces. */
const countTurns = (serving: readonly Serving[], served: readonly Served[]) => {
  const load = new Map<string, number>()
  const servedAt = new Map<string, number>()
  // Turns that are dealt out in this order come after every turn of the past.
  let turn = Number.MAX_SAFE_INTEGER / 2

  const keysOf = (one: Serving): [string, string] => [one.workspace, memberKey(one)]
  const addLoad = (one: Serving): void => {
    for (const key of keysOf(one)) load.set(key, (load.get(key) ?? 0) + 1)
  }
  const addServed = (one: Serving, at: number): void => {
    for (const key of keysOf(one)) servedAt.set(key, Math.max(servedAt.get(key) ?? 0, at))
  }
  serving.forEach(addLoad)
  for (const one of served) addServed(one, one.at)

  return {
    take(one: Serving): void {
      addLoad(one)
      turn += 1
      addServed(one, turn)
    },
    compare(a: Waiting, b: Waiting): number {
      const [workspaceA, memberA] = keysOf(a)
      const [workspaceB, memberB] = keysOf(b)
      const by = (counts: Map<string, number>, keyA: string, keyB: string): number => (counts.get(keyA) ?? 0) - (counts.get(keyB) ?? 0)
      return (
        by(load, workspaceA, workspaceB) ||
        by(servedAt, workspaceA, workspaceB) ||
        by(load, memberA, memberB) ||
        by(servedAt, memberA, memberB) ||
        bySeniority(a, b)
      )
    },
  }
}
