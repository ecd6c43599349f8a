import { statfs } from 'node:fs/promises'
import { MoodreelError } from '../core/errors.ts'
import { say } from '../core/words/sentence.ts'
import { throwStorageFault } from './storage-fault.ts'

/** Left free for the database, which must be able to write down what happened when the disk is nearly full. */
export const defaultReserveBytes = 64 * 1024 * 1024

/** Throws MoodreelError `storage_full` when another `sizeBytes` on the disk of a folder would leave less than `reserveBytes`. */
export const ensureDiskRoom = async (folder: string, sizeBytes: number, reserveBytes: number): Promise<void> => {
  const disk = await statfs(folder).catch(throwStorageFault)
  // Some network and memory file systems have no size to tell.
  if (disk.blocks === 0) return
  if (disk.bavail * disk.bsize - sizeBytes < reserveBytes) throw new MoodreelError('storage_full', say('failure.diskFull'))
}
