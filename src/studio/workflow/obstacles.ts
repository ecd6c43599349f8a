import { MoodreelError } from '../../core/errors.ts'
import type { Generation, Obstacle, Tried } from '../../core/generation.ts'
import { say } from '../../core/words/sentence.ts'
import type { Parts } from '../parts.ts'

/** How often the media child may die of one paid clip before its file is blamed. What a member gives is blamed a death earlier. */
const mostDeaths = 3
export const mostDeathsOfGiven = 2
/** A death may be another file's doing, or the machine's: it gets a moment to pass. */
const afterDeathMs = 5_000

/**
 * Adds the time since the last try, and no more of it than `pauseMs`, the longest that is left between two: who comes back after a night, or to
 * a clock that was set, has not tried for a night, and one more failure must not lose a clip that is paid for.
 */
export const triedAgain = (before: Tried | undefined, now: number, pauseMs: number): Tried => ({
  ms: before ? before.ms + Math.min(Math.max(now - before.at, 0), pauseMs) : 0,
  at: now,
})

/** Keeps with a generation what is in its way. */
export const noteObstacle = async (
  { generations }: Pick<Parts, 'generations'>,
  { id }: Pick<Generation, 'id'>,
  obstacle: Obstacle,
): Promise<void> => generations.update(id, { obstacle_json: JSON.stringify(obstacle) })

/** What may be in a clip's way for a time, in which it is tried again and again. */
type Lasting = 'gone' | 'overdue' | 'slow' | 'unstopped' | 'unlearnt' | 'unchecked'

/** Notes one more try of what is in a clip's way, with pauses of `pauseMs` at most in between, and gives how long it was tried, in milliseconds. */
export const triedMs = async (
  parts: Pick<Parts, 'clock' | 'generations'>,
  generation: Generation,
  what: Lasting,
  pauseMs: number,
): Promise<number> => {
  // A stage may have noted more since it was given the clip.
  const { obstacle } = (await parts.generations.find(generation.id))?.generation ?? generation
  const tried = triedAgain(obstacle?.[what], parts.clock.now(), pauseMs)
  await noteObstacle(parts, generation, { ...obstacle, [what]: tried })
  return tried.ms
}

/**
 * Has media work done on a clip's file, and counts how often the child died of it or took too long: across restarts too, for
 * the file may be what ends the machine. Throws MoodreelError `bad_media` when that is `most`, and what the work throws before.
 */
export const countingDeaths = async <Result>(
  parts: Pick<Parts, 'generations' | 'log'>,
  { id, obstacle }: Pick<Generation, 'id' | 'obstacle'>,
  work: () => Promise<Result>,
  most = mostDeaths,
): Promise<Result> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof MoodreelError) || (error.code !== 'media_failed' && error.code !== 'media_timeout')) throw error
    const deaths = (obstacle?.deaths ?? 0) + 1
    await noteObstacle(parts, { id }, { ...obstacle, deaths })
    parts.log.warn({ generation: id, deaths, code: error.code }, 'the media child did not survive a file')
    if (deaths >= most) throw new MoodreelError('bad_media', say('media.unprocessable'), { cause: error })
    throw new MoodreelError(error.code, error.sentence, { cause: error, retryAfterMs: afterDeathMs })
  }
}
