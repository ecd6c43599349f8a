import { constants } from 'node:fs'
import { copyFile, mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../core/id.ts'
import { throwStorageFault } from './storage-fault.ts'

/** How long a copy stays that nobody reads: a clip that was just kept is looked at, made smaller and posted within a minute or two. */
const keptMs = 2 * 60_000
/** How much of such copies there may be together. */
const keptBytes = 256 * 1024 * 1024

interface Copy {
  key: string
  path: string
  sizeBytes: number
  readers: number
  /** Somebody is still to get it. False for what was replaced or removed: its last reader takes it away. */
  isCurrent: boolean
  /** Resolves when all of it is there. */
  ready: Promise<void>
  timer?: NodeJS.Timeout
}

/** Copies of a bucket's files on this machine, each shared by all who read it at one time. Kept under a file's key and version. */
export interface LocalCopies {
  /** `bring` writes the whole file to a path where nothing is, unless the copy is here; with what it throws there is no copy. */
  borrow(file: { key: string; version: string; sizeBytes: number }, bring: (path: string) => Promise<void>): Promise<BorrowedCopy>
  /** Keeps a copy of a local file that was just put, where it costs little. Never fails. */
  add(file: { key: string; version: string }, path: string): Promise<void>
  /** Who borrows from now on gets none of the copies of this file. Those who read them go on. */
  forget(key: string): Promise<void>
}

interface BorrowedCopy {
  path: string
  release(): Promise<void>
}

/** `folder` is this process's own, and made if it is not there; `ensureRoom` is asked before each copy. */
export const createLocalCopies = (folder: string, ensureRoom: (sizeBytes: number) => Promise<void>): LocalCopies => {
  const copies = new Map<string, Copy>()
  const idOf = ({ key, version }: { key: string; version: string }): string => `${key} ${version}`

  const drop = async (copy: Copy): Promise<void> => {
    copy.isCurrent = false
    clearTimeout(copy.timer)
    for (const [id, one] of copies) if (one === copy) copies.delete(id)
    // What cannot be taken away now goes when the work folder is emptied at a start.
    if (copy.readers === 0) await rm(copy.path, { force: true }).catch(() => undefined)
  }

  /** Leaves a copy that nobody reads for those who may come soon. */
  const rest = async (copy: Copy): Promise<void> => {
    if (!copy.isCurrent) return drop(copy)
    copy.timer = setTimeout(() => void drop(copy), keptMs).unref()
    const resting = [...copies.values()].filter(({ readers }) => readers === 0)
    let sum = resting.reduce((bytes, { sizeBytes }) => bytes + sizeBytes, 0)
    for (const oldest of resting) {
      if (sum <= keptBytes) break
      sum -= oldest.sizeBytes
      await drop(oldest)
    }
  }

  const begin = (file: { key: string; version: string; sizeBytes: number }, bring: (path: string) => Promise<void>): Copy => {
    const path = join(folder, newId())
    const made = async (): Promise<void> => {
      await mkdir(folder, { recursive: true }).catch(throwStorageFault)
      await ensureRoom(file.sizeBytes)
      await bring(path)
    }
    const ready = made()
    const copy: Copy = { key: file.key, path, sizeBytes: file.sizeBytes, readers: 0, isCurrent: true, ready }
    copies.set(idOf(file), copy)
    return copy
  }

  return {
    async borrow(file, bring) {
      const copy = copies.get(idOf(file)) ?? begin(file, bring)
      clearTimeout(copy.timer)
      copy.readers += 1
      let isHeld = true
      const release = async (): Promise<void> => {
        if (!isHeld) return
        isHeld = false
        copy.readers -= 1
        if (copy.readers === 0) await rest(copy)
      }
      try {
        await copy.ready
      } catch (error) {
        copy.isCurrent = false
        copies.delete(idOf(file))
        await release()
        throw error
      }
      return { path: copy.path, release }
    },

    async add(file, path) {
      const found = await stat(path).catch(() => null)
      if (!found || found.size > keptBytes / 4) return
      // A copy and no second name: whoever made the file may write to it again.
      const copy = begin({ ...file, sizeBytes: found.size }, (target) => copyFile(path, target, constants.COPYFILE_FICLONE))
      await copy.ready.then(
        () => (copy.readers === 0 ? rest(copy) : undefined),
        () => drop(copy),
      )
    },

    async forget(key) {
      for (const copy of [...copies.values()]) if (copy.key === key) await drop(copy)
    },
  }
}
