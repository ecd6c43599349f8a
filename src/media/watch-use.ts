import { execFile } from 'node:child_process'
import { closeSync, openSync, readSync } from 'node:fs'
import process from 'node:process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const everyMs = 100
/** What Linux counts processor time in, on every machine that Node runs on. */
const tickMs = 10

interface Use {
  memoryBytes: number
  /** Of all threads, since the process began. */
  cpuMs: number
}

/** Looks at what a process uses now; null when it is gone. */
interface Look {
  now(): Promise<Use | null>
  end(): void
}

/** `[[days-]hours:]minutes:seconds` of `ps`, in milliseconds. */
const readClock = (text: string): number => {
  const [time = '', days = '0'] = text.split('-').reverse()
  return (Number(days) * 86_400 + time.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)) * 1000
}

const lookByPs = (pid: number): Look => ({
  async now() {
    const { stdout } = await run('ps', ['-o', 'rss=,time=', '-p', String(pid)])
    const [rss = '0', time = '0'] = stdout.trim().split(/\s+/)
    return { memoryBytes: Number(rss) * 1024, cpuMs: readClock(time) }
  },
  end: () => undefined,
})

/**
 * The system writes these files when they are read, from memory: to wait for them through the thread pool, ten times a second, costs more than
 * all else that is done for a clip.
 */
const lookInProc = (pid: number): Look => {
  const files = ['status', 'stat'].map((name) => openSync(`/proc/${pid}/${name}`, 'r'))
  const buffer = Buffer.alloc(4096)
  const read = (file: number): string => buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0))
  return {
    async now() {
      const [status = '', stat = ''] = files.map(read)
      // Behind the name in brackets, which may hold anything: utime and stime are the fields 14 and 15 of proc_pid_stat(5).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return {
        memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
        cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
      }
    },
    end() {
      for (const file of files) closeSync(file)
    },
  }
}

export interface Watch {
  stop(): void
}

/** Looks ten times a second, until it is told to stop, at what a process holds and at how much it has worked since now. */
export const watchUse = (pid: number, limits: Use, then: { tooMuch(bytes: number): void; tooLong(): void }): Watch => {
  // Processes end; who started it hears of that otherwise.
  const gone = (): null => null
  let look: Look
  try {
    look = process.platform === 'linux' ? lookInProc(pid) : lookByPs(pid)
  } catch {
    return { stop: () => undefined }
  }
  const before = look.now().catch(gone)
  const compare = async () => {
    const [start, now] = await Promise.all([before, look.now().catch(gone)])
    if (!now) return
    if (now.memoryBytes > limits.memoryBytes) then.tooMuch(now.memoryBytes)
    if (start && now.cpuMs - start.cpuMs > limits.cpuMs) then.tooLong()
  }
  const timer = setInterval(compare, everyMs)
  return {
    stop: () => {
      clearInterval(timer)
      look.end()
    },
  }
}
