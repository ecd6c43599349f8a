import { MoodreelError } from '../../core/errors.ts'
import type { MediaStore } from '../../core/media-store.ts'
import { say } from '../../core/words/sentence.ts'

/** A file takes so much at least: names and folders take room too. */
const leastBytes = 64 * 1024
/** Uploads are taken away by others, so what is kept is measured again now and then. */
const measuredForMs = 60_000

export interface UploadRoom {
  /**
   * Holds room for an upload of so many bytes; `release` gives it back, told how many bytes were kept. Throws MoodreelError `quota_exceeded` when
   * all uploads together would have more than `totalBytes`.
   */
  hold(sizeBytes: number): Promise<{ release(keptBytes: number): void }>
  /** Something was taken away: to be measured again. */
  changed(): void
}

const roomOf = (sizeBytes: number): number => Math.max(sizeBytes, leastBytes)

/** Counts what lies beneath `folder` of the media store, and what is on its way there: one person may upload without end, and the disk is everybody's. */
export const createUploadRoom = (mediaStore: MediaStore, folder: string, totalBytes: number): UploadRoom => {
  let measured: Promise<number> | null = null
  let measuredAt = 0
  let held = 0

  const measure = async (): Promise<number> => {
    let sum = 0
    for await (const { key } of mediaStore.list(folder)) sum += roomOf(await mediaStore.size(key).catch(() => 0))
    return sum
  }

  const kept = (): Promise<number> => {
    if (!measured || performance.now() - measuredAt > measuredForMs) {
      measuredAt = performance.now()
      measured = measure()
      measured.catch(() => {
        measured = null
      })
    }
    return measured
  }

  return {
    async hold(sizeBytes) {
      const room = roomOf(sizeBytes)
      if ((await kept()) + held + room > totalBytes) {
        throw new MoodreelError('quota_exceeded', say('playground.uploadsFull'))
      }
      held += room
      return {
        release(keptBytes) {
          held -= room
          if (keptBytes > 0) measured = measured?.then((sum) => sum + roomOf(keptBytes)) ?? null
        },
      }
    },
    changed() {
      measured = null
    },
  }
}
