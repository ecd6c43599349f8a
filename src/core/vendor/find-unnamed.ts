import type { Json } from '../json.ts'
import type { HolderOf, ReconcileResult } from '../provider.ts'

interface Seen {
  /** The jobs that the account has made since the paid call of an attempt, those left out that certainly ask for something else. */
  since: readonly Json[]
  /** False when there may be more. */
  isComplete: boolean
  /** Whether nothing can arrive any more. */
  isOver: boolean
}

/**
 * Looks for the job of an attempt in a list that tells of each job neither whose it is nor what it was asked for. Then only the count can
 * say: none that is not another's by our books is `absent`, and one is ours where no other attempt whose outcome is open could be it. Of
 * two nobody can say which it is. Nothing is said before all was seen, lest somebody else's job is taken for ours while ours is on its way.
 */
export const findUnnamed = async (
  { since, isComplete, isOver }: Seen,
  holderOf: HolderOf = async () => 'nobody',
): Promise<ReconcileResult> => {
  if (!isComplete || !isOver) return { kind: 'unknown' }
  const free: Json[] = []
  for (const operation of since) {
    const holder = await holderOf(operation, 'any')
    if (holder === 'contested') return { kind: 'unknown' }
    if (holder === 'nobody') free.push(operation)
  }
  const [operation, ...more] = free
  if (operation === undefined) return { kind: 'absent' }
  return more.length === 0 ? { kind: 'found', operation } : { kind: 'unknown' }
}
