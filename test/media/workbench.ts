import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Log } from '../../src/core/log.ts'
import type { MediaTools } from '../../src/core/media.ts'
import { type MediaToolsOptions, startMediaTools } from '../../src/media/media-tools.ts'

/** Real media tools with a folder of their own; leaving it stops the children and removes the folder. */
export interface Bench extends AsyncDisposable {
  tools: MediaTools
  folder: string
  path(name: string): string
  /** The children that started so far, in order. */
  pids: number[]
}

export const openBench = async (options: Partial<MediaToolsOptions> = {}): Promise<Bench> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-media-'))
  const pids: number[] = []
  const ignore = () => undefined
  const log: Log = {
    debug: (fields, message) => {
      if (message === 'a media child started' && 'pid' in fields) pids.push(Number(fields.pid))
    },
    info: ignore,
    warn: ignore,
    error: ignore,
    child: () => log,
  }
  const tools = startMediaTools({ workFolder: folder, log, ...options })
  return {
    tools,
    folder,
    pids,
    path: (name) => join(folder, name),
    [Symbol.asyncDispose]: async () => {
      await tools.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** Whether a process runs. One that ended and was not fetched by its parent does not. */
export const isRunning = async (pid: number): Promise<boolean> => {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (process.platform !== 'linux') return true
  const { readFile } = await import('node:fs/promises')
  const state = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z')
  return !/\) [ZX]/.test(state)
}
