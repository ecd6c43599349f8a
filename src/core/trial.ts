/** Something that is done for real, to see whether it works. */
export interface TrialStep<Result> {
  /** What is tried, as somebody reads it who must allow it. */
  name: string
  work(): Promise<Result>
  /** What was answered, in few words. */
  says?(result: Result): string
  /** What must be allowed for it. */
  needs?: string
}

/** Steps that are done for real, each told in a line of its own. */
export interface Trial {
  /** Never throws: resolves with null where it did not work, which was told then. */
  step<Result>(step: TrialStep<Result>): Promise<Result | null>
  /** Tells of something that is not tried, or not as it could be. */
  note(line: string): void
  isWell(): boolean
}

/** `why` puts what went wrong into words: the other side's code, and what to do next. */
export const createTrial = (print: (line: string) => void, why: (error: unknown, needs: string | undefined) => string): Trial => {
  let isWell = true
  return {
    async step({ name, work, says, needs }) {
      try {
        const result = await work()
        print(`✓ ${name}${says ? `: ${says(result)}` : ''}`)
        return result
      } catch (error) {
        isWell = false
        print(`✗ ${name}: ${why(error, needs)}`)
        return null
      }
    },
    note: (line) => print(`– ${line}`),
    isWell: () => isWell,
  }
}
