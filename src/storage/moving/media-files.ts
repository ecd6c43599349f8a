import { constants, type Stats } from 'node:fs'
import { copyFile, link, mkdir, opendir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { MoodreelError } from '../../core/errors.ts'
import { isDiskFull } from '../../core/is-disk-full.ts'
import type { MediaStore } from '../../core/media-store.ts'

/** A file beneath a folder; `name` is its path in it, with slashes. */
interface FoundFile {
  name: string
  bytes: number
}

/** Files that are written or lent have such names for the time. */
const isWhole = (name: string): boolean => !name.endsWith('~') && !name.endsWith('.part')

export const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')

const unlessMissing = (cause: unknown): null => {
  if (isMissing(cause)) return null
  throw cause
}

/** All files beneath a folder, in no order; none where there is no such folder. What goes meanwhile may be missing or not. */
export async function* filesBeneath(folder: string): AsyncGenerator<FoundFile> {
  const entries = await opendir(folder, { recursive: true }).catch(unlessMissing)
  if (!entries) return
  for await (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const found = entry.isFile() && isWhole(entry.name) ? await stat(path).catch(unlessMissing) : null
    if (found) yield { name: relative(folder, path).replaceAll(sep, '/'), bytes: found.size }
  }
}

/** A copy has the time of what it was made from. */
const isSame = (one: Stats, other: Stats): boolean => one.size === other.size && Math.abs(one.mtimeMs - other.mtimeMs) < 1_000

/**
 * Copies a file whole or not at all, where no copy of it is there. With `linked` the copy is the same file by a second name, which is
 * possible on one disk: for files that are only ever replaced. Returns how many bytes the copy has; null when the file is gone meanwhile.
 */
export const copyMissing = async (from: string, to: string, { linked }: { linked: boolean }): Promise<number | null> => {
  const [original, there] = [await stat(from).catch(unlessMissing), await stat(to).catch(unlessMissing)]
  if (!original) return null
  if (there && isSame(original, there)) return there.size
  const temporary = `${to}.copy~`
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await rm(temporary, { force: true })
  try {
    await (linked ? link(from, temporary).catch((cause: unknown) => copyUnlessGone(cause, from, temporary)) : copyFile(from, temporary))
    await utimes(temporary, original.atime, original.mtime)
    await rename(temporary, to)
    return (await stat(to)).size
  } catch (cause) {
    await rm(temporary, { force: true })
    return unlessMissing(cause)
  }
}

const copyUnlessGone = (cause: unknown, from: string, to: string): Promise<void> => {
  if (isMissing(cause) || isDiskFull(cause)) throw cause
  return copyFile(from, to, constants.COPYFILE_FICLONE)
}

/** A store answers after a while: so many are asked at one time. */
const atOnce = 8

/**
 * Puts files of a folder into a media store where the store has none of their size, and asks for the size of each that was put. Returns
 * how many there are, and how many of them were put. Throws what the store throws, and MoodreelError `internal` for one that came otherwise.
 */
export const putMissing = async (
  folder: string,
  files: AsyncIterable<FoundFile>,
  store: MediaStore,
): Promise<{ all: number; put: number }> => {
  const told = { all: 0, put: 0 }
  const bytesThere = (name: string): Promise<number | null> =>
    store.size(name).catch((cause: unknown) => {
      if (cause instanceof MoodreelError && cause.code === 'not_found') return null
      throw cause
    })
  const rest = files[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await rest.next()
      if (done) return
      told.all += 1
      if ((await bytesThere(value.name)) === value.bytes) continue
      await store.put(value.name, join(folder, value.name))
      told.put += 1
      if ((await bytesThere(value.name)) !== value.bytes)
        throw new MoodreelError(
          'internal',
          `The media store has ${value.name} in another size than it was given; nothing has moved, try again.`,
        )
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return told
}
