import { restoreMs } from '../../core/reference.ts'
import type { PastCursor } from '../../storage/past.ts'
import type { KeptPicture } from '../../storage/reference-files.ts'
import { frameFolder, referenceFolder } from '../clip-keys.ts'
import type { Parts } from '../parts.ts'
import { answerFolder } from '../posts/answer-files.ts'
import { inputFolder } from './ingest.ts'

/** What is younger may be about to be used, or still be looked at. */
const keptMs = 24 * 3_600_000
const batchesAtOnce = 200
/** Where platforms put what members give. */
const uploadFolder = 'uploads/'

/** What the input files take that are kept. */
export interface KeptInputs {
  files: number
  bytes: number
}

/**
 * Takes away files that nobody needs: drawings, last frames (drawn again when they are asked for), uploads that no open clip waits for
 * (their clips start from clean copies), pictures of words that were deleted, and input files all of whose clips were deleted or need them no longer. Each is a day old at
 * least. One step at a time, so that nobody waits for it.
 *
 * The order makes it safe: which files batches need is read first, how old a file is after that, and whether a clip in work needs
 * it last. A clip that begins meanwhile names the file, or downloads it again, which makes it young.
 */
export const createFileSweep = (parts: Pick<Parts, 'mediaStore' | 'fileUse' | 'clock' | 'log' | 'referenceFiles'>) => {
  const { mediaStore, fileUse, clock, log, referenceFiles } = parts

  /** Ends early, and with null, where `isStopped`. */
  return async (isStopped: () => boolean = () => false): Promise<KeptInputs | null> => {
    const sweepFolder = async (folder: string, isNeeded: (key: string) => boolean | Promise<boolean>): Promise<number> => {
      let count = 0
      for await (const { key, modifiedAt } of mediaStore.list(folder)) {
        if (isStopped()) break
        if (modifiedAt > clock.now() - keptMs || (await isNeeded(key))) continue
        await mediaStore.remove(key)
        count += 1
      }
      return count
    }

    const neededInputs = async (): Promise<Map<string, number>> => {
      const needed = new Map<string, number>()
      const deletedAfter = clock.now() - keptMs
      for (let after: PastCursor | null | undefined; after !== null && !isStopped(); ) {
        const page: Awaited<ReturnType<typeof fileUse.inputs>> = await fileUse.inputs({
          ...(after && { after }),
          size: batchesAtOnce,
          deletedAfter,
        })
        for (const { key, sizeBytes } of page.files) needed.set(key, sizeBytes)
        after = page.next
      }
      return needed
    }

    /** The pictures of words that were deleted a while ago, with their rows; a clip that waits for one keeps it. */
    const forgetReferences = async (): Promise<number> => {
      const before = clock.now() - restoreMs
      let count = 0
      for (let after: string | undefined = ''; after !== undefined && !isStopped(); ) {
        const lapsed: KeptPicture[] = await referenceFiles.lapsed(after, { before, size: batchesAtOnce })
        for (const { id, key } of lapsed) {
          if (await fileUse.isInWork(key)) continue
          await mediaStore.remove(key)
          await referenceFiles.drop(id)
          count += 1
        }
        after = lapsed.at(-1)?.id
      }
      await referenceFiles.dropEmpty(before)
      return count
    }

    /** Read once: to ask the table about each file would read all of it each time. */
    const keptPictures = async (): Promise<Set<string>> => {
      const kept = new Set<string>()
      for (let after: string | undefined = ''; after !== undefined && !isStopped(); ) {
        const page: KeptPicture[] = await referenceFiles.all(after, batchesAtOnce)
        for (const { key } of page) kept.add(key)
        after = page.at(-1)?.id
      }
      return kept
    }

    const lapsed = await forgetReferences()
    const kept = await keptPictures()
    // Half of what is kept is not enough to know what is not.
    if (isStopped()) return null
    // What was put meanwhile is in no row that was read, and too young to go.
    const pictures = lapsed + (await sweepFolder(referenceFolder, (key) => kept.has(key)))
    const drawings = await sweepFolder(answerFolder, () => false)
    const frames = await sweepFolder(frameFolder, fileUse.isInWork)
    const uploads = await sweepFolder(uploadFolder, fileUse.isInWork)
    const needed = await neededInputs()
    // Half of what is needed is not enough to know what is not.
    if (isStopped()) return null
    const inputs = await sweepFolder(inputFolder, async (key) => needed.has(key) || fileUse.isInWork(key))
    const all = { drawings, frames, uploads, inputs, pictures }
    if (Object.values(all).some((count) => count > 0)) log.info(all, 'files that nobody needs were removed')
    return { files: needed.size, bytes: [...needed.values()].reduce((sum, bytes) => sum + bytes, 0) }
  }
}
