/** What goes first when many wait: a clip never waits behind those that only begin, nor these behind a bar. */
export type Urgency = 'clip' | 'word' | 'edit'
const urgencies: readonly Urgency[] = ['clip', 'word', 'edit']

const windowMs = 1_000
/** Of so many turns one goes to who waits longest, whatever it is: so a bar is drawn at last, however much else there is. */
const turnsForLongest = 10
/** Over how long it is measured how many turns are wanted. */
const measuredMs = 5_000

interface Waiting {
  since: number
  pass(): void
}

/** Lets so many requests through in any second, over all clients of a bot's token in this process. */
export interface Turnstile {
  /** Resolves when it is the request's turn. Throws the signal's reason when that ends it sooner; then no turn was used. */
  turn(urgency: Urgency, signal?: AbortSignal | null): Promise<void>
  /** How many turns a second were asked for lately, and all that wait. */
  wanted(): number
}

/**
 * Discord's limit is for the whole bot by the second: https://docs.discord.com/developers/topics/rate-limits#global-rate-limit
 * discord.js keeps it too, but each of its clients for itself, first come first served, and by the clock on the wall. `perSecond` is asked
 * at each turn, for the share of a process changes.
 */
export const createTurnstile = (perSecond: () => number): Turnstile => {
  const lines: Record<Urgency, Waiting[]> = { clip: [], word: [], edit: [] }
  /** When those of the last second went through, and when those of the last seconds came. */
  const passed: number[] = []
  const came: number[] = []
  let turns = 0
  let timer: NodeJS.Timeout | null = null

  const forget = (times: number[], before: number): void => {
    const kept = times.findIndex((at) => at > before)
    times.splice(0, kept === -1 ? times.length : kept)
  }

  const waiting = (): number => urgencies.reduce((sum, urgency) => sum + lines[urgency].length, 0)

  const next = (): Waiting | undefined => {
    const filled = urgencies.map((urgency) => lines[urgency]).filter(({ length }) => length > 0)
    if (filled.length > 0) turns += 1
    const since = (line: Waiting[]): number => line[0]?.since ?? 0
    const line = turns % turnsForLongest === 0 ? filled.toSorted((one, other) => since(one) - since(other))[0] : filled[0]
    return line?.shift()
  }

  const work = (): void => {
    if (timer) clearTimeout(timer)
    timer = null
    const now = performance.now()
    forget(passed, now - windowMs)
    for (let room = perSecond() - passed.length; room > 0; room -= 1) {
      const first = next()
      if (!first) break
      passed.push(now)
      first.pass()
    }
    // A millisecond more, for timers come early by a part of one.
    if (waiting() > 0) timer = setTimeout(work, Math.max(1, (passed[0] ?? now) + windowMs - now + 1))
  }

  return {
    turn(urgency, signal) {
      const now = performance.now()
      forget(came, now - measuredMs)
      came.push(now)
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const leave = (): void => {
          lines[urgency].splice(lines[urgency].indexOf(one), 1)
          reject(signal?.reason)
        }
        const one: Waiting = {
          since: now,
          pass() {
            signal?.removeEventListener('abort', leave)
            resolve()
          },
        }
        signal?.addEventListener('abort', leave, { once: true })
        lines[urgency].push(one)
        if (!timer) work()
      })
    },
    wanted() {
      forget(came, performance.now() - measuredMs)
      return Math.ceil(came.length / (measuredMs / 1_000)) + waiting()
    },
  }
}
