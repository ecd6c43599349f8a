import type { Parts } from '../parts.ts'
import { answerFolder } from '../posts/answer-files.ts'
import { inputFolder } from './ingest.ts'

const firstMs = 10 * 60_000
const everyMs = 3_600_000
/** What is younger may be about to be used, or still be looked at. */
const keptMs = 24 * 3_600_000
const batchesAtOnce = 200
/** Where platforms put what members give. */
const uploadFolder = 'uploads/'

/**
 * Takes away files that nobody needs: drawings, uploads that no open clip waits for (their clips start from clean copies), and
 * input files all of whose clips were deleted. Each is a day old at least. One step at a time, so that nobody waits for it.
 *
 * The order makes it safe: which files batches need is read first, how old a file is after that, and whether a clip in work needs
 * it last. A clip that begins meanwhile names the file, or downloads it again, which makes it young.
 */
export const createFileSweep = (parts: Pick<Parts, 'mediaStore' | 'fileUse' | 'clock' | 'log'>) => {
  const { mediaStore, fileUse, clock, log } = parts
  let timer: NodeJS.Timeout | null = null
  let sweeping: Promise<void> = Promise.resolve()
  let stopped = false

  const sweepFolder = async (folder: string, isNeeded: (key: string) => boolean | Promise<boolean>): Promise<number> => {
    let count = 0
    for await (const { key, modifiedAt } of mediaStore.list(folder)) {
      if (stopped) break
      if (modifiedAt > clock.now() - keptMs || (await isNeeded(key))) continue
      await mediaStore.remove(key)
      count += 1
    }
    return count
  }

  const neededInputs = async (): Promise<Set<string>> => {
    const needed = new Set<string>()
    const deletedAfter = clock.now() - keptMs
    for (let after: string | null = ''; after !== null && !stopped; ) {
      const page = await fileUse.inputs({ after, size: batchesAtOnce, deletedAfter })
      for (const key of page.keys) needed.add(key)
      after = page.next
    }
    return needed
  }

  const sweep = async (): Promise<void> => {
    const drawings = await sweepFolder(answerFolder, () => false)
    const uploads = await sweepFolder(uploadFolder, fileUse.isInWork)
    const needed = await neededInputs()
    const inputs = await sweepFolder(inputFolder, async (key) => needed.has(key) || fileUse.isInWork(key))
    if (drawings + uploads + inputs > 0) log.info({ drawings, uploads, inputs }, 'files that nobody needs were removed')
  }

  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      sweeping = sweep()
        .catch((cause: unknown) => log.warn({ err: cause }, 'files that nobody needs could not be removed'))
        .then(() => {
          if (!stopped) plan(everyMs)
        })
    }, ms).unref()
  }

  return {
    sweep,
    start: (): void => plan(firstMs),
    async stop(): Promise<void> {
      stopped = true
      if (timer) clearTimeout(timer)
      await sweeping
    },
  }
}
