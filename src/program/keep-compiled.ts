import { existsSync, lstatSync, mkdirSync } from 'node:fs'
import { enableCompileCache, flushCompileCache } from 'node:module'
import { join, resolve } from 'node:path'
import process from 'node:process'

/** A program that is killed keeps nothing by itself; this long after its start it has loaded what it needs. */
const keepAfterMs = 10_000
/** Rights to write of anybody but the owner. */
const othersMayWrite = 0o022

/**
 * Lets Node keep what it compiled in the folder `compiled` of the data folder, which halves a start, also that of the threads and of the media
 * children. Whoever writes there decides what runs here, so it has to be ours alone, and without it nothing is kept. A file of it that is
 * broken, or of another Node, is compiled again. Never throws. `makes`: whether a data folder that is missing is made.
 */
export const keepCompiled = (environment: NodeJS.ProcessEnv, makes: boolean): void => {
  // The operator's own choice.
  if (environment['NODE_COMPILE_CACHE'] !== undefined) return
  const dataDir = resolve(environment['MOODREEL_DATA_DIR']?.trim() || './data')
  const folder = join(dataDir, 'compiled')
  try {
    if (!makes && !existsSync(dataDir)) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    if (![dataDir, folder].every(isOurs)) return
    enableCompileCache(folder)
    // Threads look nowhere else.
    environment['NODE_COMPILE_CACHE'] = folder
    setTimeout(flushCompileCache, keepAfterMs).unref()
  } catch {
    // It only saves time; what is wrong with the folder is said when it is opened.
  }
}

/** Windows has other rights, which follow the folder. */
const isOurs = (path: string): boolean => {
  const entry = lstatSync(path)
  if (!entry.isDirectory()) return false
  return process.getuid === undefined || (entry.uid === process.getuid() && (entry.mode & othersMayWrite) === 0)
}
