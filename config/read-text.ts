import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

/** Ours have a quarter of it at most. */
const bytesAtMost = 1_000_000
/** A mount whose server is gone answers never. */
const withinMs = 5_000
/** A machine that gives this process no turn is no disk that gives no answer: the time is counted in turns, and the disk is heard in each. */
const turns = 50

/** A file that is there and cannot be read. */
export class UnreadableFile extends Error {
  /** What is wrong and what to do, after the file's name. */
  readonly says: string

  constructor(says: string, cause?: unknown) {
    super(`the file ${says}`, { cause })
    this.says = says
  }
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined)

const textOf = async (file: FileHandle): Promise<string> => {
  if (!(await file.stat()).isFile()) throw new UnreadableFile('is not a regular file; put one in its place.')
  // One more than it may have, for it may grow while it is read.
  const bytes = Buffer.alloc(bytesAtMost + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length)
    length += bytesRead
    if (length > bytesAtMost) throw new UnreadableFile('is larger than a megabyte; take out what is not needed.')
    if (bytesRead === 0) return bytes.toString('utf8', 0, length)
  }
}

const read = async (path: string): Promise<string | null> => {
  try {
    // Without waiting: a pipe that nobody writes into would hold up who opens it, for ever.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return await textOf(file)
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null
    throw cause instanceof UnreadableFile
      ? cause
      : new UnreadableFile('cannot be read; check that it is a file with the right permissions.', cause)
  }
}

const pass = async (ms: number, signal: AbortSignal): Promise<never> => {
  for (let turn = 0; turn < turns; turn += 1) await setTimeout(ms / turns, undefined, { signal })
  throw new UnreadableFile('could not be read in five seconds; check the disk that it is on.')
}

/** What a configuration file holds; null where there is none. Throws UnreadableFile for what cannot be read, is no file, is too large or never comes. */
export const readText = async (path: string, patienceMs = withinMs): Promise<string | null> => {
  const done = new AbortController()
  return await Promise.race([read(path), pass(patienceMs, done.signal)]).finally(() => done.abort())
}
