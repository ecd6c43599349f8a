import { setTimeout as sleep } from 'node:timers/promises'

/** Asks until it is so, as `expect.poll` does inside a test. Throws when it has not come to that in time. */
export const until = async (what: string, isSo: () => Promise<boolean>, { everyMs = 50, timeoutMs = 60_000 } = {}): Promise<void> => {
  const end = performance.now() + timeoutMs
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`it did not come to this: ${what}`)
    await sleep(everyMs)
  }
}
