/** Lets so many work at one time; the others wait in the order in which they came, and who leaves wakes one of them alone. */
export interface Turns {
  /** Resolves with what gives the place back; giving it back again has no effect. */
  take(): Promise<() => void>
}

export const createTurns = (atOnce: number): Turns => {
  const waiting: (() => void)[] = []
  let free = atOnce

  const placeOf = () => {
    let isTaken = true
    return () => {
      if (!isTaken) return
      isTaken = false
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }

  return {
    async take() {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      return placeOf()
    },
  }
}
