import { chmodSync, type Dirent, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Rights of anybody but the owner. */
const others = 0o077

/**
 * Takes from a folder and all in it the rights of anybody but the owner: prompts, faces and the keys of this installation lie there. What
 * is made later is closed by the process's umask. Gives back how many names stayed open, because somebody else owns them. Links are not
 * followed.
 */
export const closeToOthers = (path: string): number => {
  // Windows has other rights, which follow the folder.
  if (process.platform === 'win32') return 0
  let open = close(path) ? 0 : 1
  for (const entry of entriesOf(path)) {
    const inner = join(path, entry.name)
    if (entry.isDirectory()) open += closeToOthers(inner)
    else if (entry.isFile() && !close(inner)) open += 1
  }
  return open
}

/** A name may be gone by now: another process, such as a backup, may be at work. */
const close = (path: string): boolean => {
  try {
    const { mode } = lstatSync(path)
    if ((mode & others) !== 0) chmodSync(path, mode & 0o700)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT'
  }
}

const entriesOf = (path: string): Dirent[] => {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    // Not ours to read, so not ours to close either; what needs it says so.
    return []
  }
}
