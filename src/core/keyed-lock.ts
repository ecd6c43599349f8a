/** Runs the work of one key one after the other, and of different keys side by side. */
export interface KeyedLock {
  <Result>(key: string, work: () => Promise<Result>): Promise<Result>
  /** Whether this process has work of a key, at work or waiting. */
  isHeld(key: string): boolean
  /** Of how many keys this process has work. */
  held(): number
}

/** A keyed lock inside this process. */
export const createKeyedLock = (): KeyedLock => {
  const tails = new Map<string, Promise<unknown>>()
  const run = async <Result>(key: string, work: () => Promise<Result>): Promise<Result> => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.then(work, work)
    const tail = mine.then(noop, noop)
    tails.set(key, tail)
    try {
      return await mine
    } finally {
      if (tails.get(key) === tail) tails.delete(key)
    }
  }
  return Object.assign(run, { isHeld: (key: string): boolean => tails.has(key), held: (): number => tails.size })
}

const noop = (): void => undefined
