import { setTimeout as sleep } from 'node:timers/promises'

/** Begins the act so many times at a steady rate, whether the earlier ones are over or not, and gives what they gave. The first that fails ends it. */
export const atRate = async <Result>(count: number, perSecond: number, act: (index: number) => Promise<Result>): Promise<Result[]> => {
  const startedAt = performance.now()
  const acts: Promise<Result>[] = []
  const failed = new AbortController()
  for (let index = 0; index < count; index += 1) {
    await sleep(Math.max(0, startedAt + (index * 1000) / perSecond - performance.now()), undefined, { signal: failed.signal })
    const begun = act(index)
    begun.catch((cause: unknown) => failed.abort(cause))
    acts.push(begun)
  }
  return Promise.all(acts)
}
