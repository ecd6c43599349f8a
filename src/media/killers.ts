import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'

/** How often a child may die of a file, or take too long, before the file is to blame: once may be another file's doing, or the machine's. */
const mostDeaths = 2
/** Files that are remembered; the oldest is forgotten first. */
const mostFiles = 1000

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * Remembers by their bytes the files that cost a child its life, since each try is made on a new copy. A file is only read through
 * again when it is as long as one of those.
 */
export const createKillers = () => {
  const deaths = new Map<string, number>()
  const sizes = new Map<string, number>()

  const refusal = (cause?: unknown): MoodreelError => badMedia(say('media.unprocessable'), cause)

  return {
    /** Has work done on a file. Throws MoodreelError `bad_media` at its second death and before any work after that, and what the work throws. */
    async guard<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
      const sizeBytes = (await stat(path)).size
      const isAsLong = [...sizes.values()].includes(sizeBytes)
      if (isAsLong && (deaths.get(await hashOf(path)) ?? 0) >= mostDeaths) throw refusal()
      try {
        return await work()
      } catch (error) {
        if (!(error instanceof MoodreelError) || (error.code !== 'media_failed' && error.code !== 'media_timeout')) throw error
        const hash = await hashOf(path)
        const count = (deaths.get(hash) ?? 0) + 1
        deaths.delete(hash)
        deaths.set(hash, count)
        sizes.set(hash, sizeBytes)
        const [oldest] = deaths.keys()
        if (deaths.size > mostFiles && oldest !== undefined) {
          deaths.delete(oldest)
          sizes.delete(oldest)
        }
        throw count >= mostDeaths ? refusal(error) : error
      }
    },
  }
}
