import { constants } from 'node:fs'
import { access, copyFile, link, mkdir, open, opendir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { newId } from '../core/id.ts'
import { isDiskFull } from '../core/is-disk-full.ts'
import type { MediaStore } from '../core/media-store.ts'
import { defaultReserveBytes, ensureDiskRoom } from './disk-room.ts'
import { checkMediaKey, isMediaKey, noSuchPart, notKept } from './media-key.ts'
import { storageFault, throwStorageFault } from './storage-fault.ts'

/** No key can end like this, so a half-written or a lent file is never taken for a stored one. */
const temporarySuffix = '~'

/** A copy that nobody wrote to for so long belongs to a process that died. */
const abandonedAfterMs = 10 * 60_000

/**
 * A media store in a folder of the local disk, made if it is not there. Besides what `MediaStore` says it throws
 * MoodreelError `invalid_option` for a key that is none. Removing what is not there is no error, for a step of the workflow may run twice.
 */
export const openMediaFolder = async (folder: string, options: { reserveBytes?: number } = {}): Promise<MediaStore> => {
  const { reserveBytes = defaultReserveBytes } = options
  await mkdir(folder, { recursive: true }).catch(throwStorageFault)
  await sweep(folder).catch(throwStorageFault)

  const pathOf = (key: string): string => {
    checkMediaKey(key)
    return join(folder, key)
  }

  /** A file that is missing and a disk that is missing give the same error of the system. */
  const throwReadFault = async (cause: unknown): Promise<never> => {
    await access(folder).catch(throwStorageFault)
    throw isMissing(cause) ? notKept(cause) : storageFault(cause)
  }

  const sizeOf = async (path: string): Promise<number> => {
    const found = await stat(path).catch(throwReadFault)
    if (!found.isFile()) throw notKept()
    return found.size
  }

  /** The file is opened by the first read and closed by the last, so that an answer nobody reads leaves nothing open. */
  async function* chunks(path: string, range?: { start: number; end: number }): AsyncGenerator<Uint8Array> {
    await using file = await open(path).catch(throwReadFault)
    yield* file.createReadStream({ ...range, autoClose: false })
  }

  return {
    async put(key, path) {
      const target = pathOf(key)
      const temporary = `${target}.${newId()}${temporarySuffix}`
      // Without this a lost mount would be papered over by a fresh folder on the disk beneath it.
      await access(folder).catch(throwStorageFault)
      try {
        await mkdir(dirname(target), { recursive: true })
        await copyFile(path, temporary, constants.COPYFILE_FICLONE)
        await flush(temporary)
        await rename(temporary, target)
        await flush(dirname(target))
      } catch (cause) {
        // What cannot be removed now is swept away later; the first error is the one to tell.
        await rm(temporary, { force: true }).catch(() => undefined)
        throw storageFault(cause)
      }
    },

    async borrow(key) {
      const path = pathOf(key)
      await sizeOf(path)
      const lent = `${path}.${newId()}${temporarySuffix}`
      await secondName(path, lent).catch(throwReadFault)
      // What cannot be taken away now is swept away at a later start; the work with the file is done.
      return { path: lent, release: () => rm(lent, { force: true }).catch(() => undefined) }
    },

    async read(key, range) {
      const path = pathOf(key)
      const sizeBytes = await sizeOf(path)
      if (range && !(range.start >= 0 && range.start <= range.end && range.start < sizeBytes)) {
        throw noSuchPart()
      }
      return streamOf(chunks(path, range))
    },

    size: async (key) => sizeOf(pathOf(key)),

    async remove(key) {
      const path = pathOf(key)
      await access(folder).catch(throwStorageFault)
      await rm(path, { force: true }).catch(throwStorageFault)
    },

    async *list(name) {
      const path = pathOf(name.replace(/\/$/, ''))
      await access(folder).catch(throwStorageFault)
      const entries = await opendir(path, { recursive: true }).catch(unlessMissing)
      if (!entries) return
      for await (const entry of entries) {
        const file = join(entry.parentPath, entry.name)
        const key = relative(folder, file).replaceAll(sep, '/')
        if (!entry.isFile() || !isMediaKey(key)) continue
        const found = await stat(file).catch(unlessMissing)
        if (found) yield { key, modifiedAt: found.mtimeMs }
      }
    },

    ensureRoom: (sizeBytes) => ensureDiskRoom(folder, sizeBytes, reserveBytes),
  }
}

/**
 * Gives a file another name, so that it can be read by that for as long as somebody likes: whatever is put under its own name
 * meanwhile is another file, and when that is removed this one stays. Node reads a blob by its path each time, and refuses it
 * when the file there was touched since. A copy where the file system knows one name for a file only.
 */
const secondName = (path: string, other: string): Promise<void> =>
  link(path, other).catch((cause: unknown) => {
    if (isMissing(cause) || isDiskFull(cause)) throw cause
    return copyFile(path, other, constants.COPYFILE_FICLONE)
  })

const streamOf = (chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = await chunks.next()
        if (chunk.done) controller.close()
        else controller.enqueue(chunk.value)
      },
      cancel: async () => void (await chunks.return(undefined)),
    },
    { highWaterMark: 0 },
  )

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const unlessMissing = (cause: unknown): null => (isMissing(cause) ? null : throwStorageFault(cause))

/** Waits until the disk has it: a clip that the database calls stored must survive a power cut. */
const flush = async (path: string): Promise<void> => {
  // Windows can flush neither a folder nor a file that is open for reading.
  if (process.platform === 'win32') return
  await using file = await open(path)
  await file.sync()
}

/** Removes what a process left behind that died in the middle of a copy, or while a file was lent. */
const sweep = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(temporarySuffix)) continue
    const path = join(entry.parentPath, entry.name)
    // Another process on the same folder may be sweeping, or still copying.
    const lastWrittenAt = await stat(path).then(
      (found) => found.mtimeMs,
      (error) => (isMissing(error) ? Number.POSITIVE_INFINITY : throwStorageFault(error)),
    )
    if (Date.now() - lastWrittenAt > abandonedAfterMs) await rm(path, { force: true })
  }
}
