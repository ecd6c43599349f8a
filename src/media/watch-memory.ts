import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import process from 'node:process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const everyMs = 100

/** The memory that a process holds, in bytes; 0 when it is gone. */
const residentBytes = async (pid: number): Promise<number> => {
  try {
    if (process.platform !== 'linux') return Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).stdout) * 1024
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    // Processes end; whoever started it hears of that otherwise.
    return 0
  }
}

/** Calls `tooMuch` when the process holds more than `limitBytes` of memory, looking ten times a second until it is told to stop. */
export const watchMemory = (pid: number, limitBytes: number, tooMuch: (bytes: number) => void): { stop(): void } => {
  const look = async () => {
    const bytes = await residentBytes(pid)
    if (bytes > limitBytes) tooMuch(bytes)
  }
  const timer = setInterval(look, everyMs)
  return { stop: () => clearInterval(timer) }
}
