import { MoodreelError } from '../src/core/errors.ts'

/** Something that is wrong in a configuration file. */
export interface Problem {
  /** The file and the line, as editors open them: `models.yaml:3`. */
  at: string
  /** The place in words, and what is wrong there. */
  says: string
}

/** So many are told; of all others how many they are. */
export const toldAtMost = 100

const { compare } = new Intl.Collator('en', { numeric: true })

/** A line for each of the first of them, in the order of the files, and how many more there are. */
export const problemLines = (problems: readonly Problem[]): { lines: string[]; more: number } => {
  const told = problems.toSorted((one, other) => compare(one.at, other.at)).slice(0, toldAtMost)
  return { lines: told.map(({ at, says }) => `${at}: ${says}`), more: problems.length - told.length }
}

const sentenceOf = (problems: readonly Problem[]): string => {
  const { lines, more } = problemLines(problems)
  const rest = more > 0 ? [`and ${more} more`] : []
  return [...lines, ...rest, `Correct ${problems.length === 1 ? 'it' : `these ${problems.length}`} and start again.`].join('\n')
}

/** Everything that is wrong in the configuration's files, a line each. */
export class BadFiles extends MoodreelError {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super('bad_config', sentenceOf(problems))
    this.problems = problems
  }
}

/** Throws MoodreelError `bad_config` with all problems, when there is one. */
export const refuseProblems = (problems: readonly Problem[]): void => {
  if (problems.length > 0) throw new BadFiles(problems)
}

/**
 * Waits for all of them. Throws MoodreelError `bad_config` with the problems of all files together; any other error as it is, for it
 * says that a file could not be read at all.
 */
export const readTogether = async <const Results extends readonly unknown[]>(
  readings: { [Index in keyof Results]: Promise<Results[Index]> },
): Promise<Results> => {
  const settled = await Promise.allSettled(readings)
  const reasons = settled.flatMap((one): unknown[] => (one.status === 'rejected' ? [one.reason] : []))
  for (const reason of reasons) if (!(reason instanceof BadFiles)) throw reason
  refuseProblems(reasons.flatMap((reason) => (reason instanceof BadFiles ? reason.problems : [])))
  return (await Promise.all(readings)) as unknown as Results
}
