import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
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

/** `[[days-]hours:]minutes:seconds` of `ps`, in milliseconds. */
const readClock = (text: string): number => {
  const [time = '', days = '0'] = text.split('-').reverse()
  return (Number(days) * 86_400 + time.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0)) * 1000
}

/** What a process uses now; null when it is gone. */
const useOf = async (pid: number): Promise<Use | null> => {
  try {
    if (process.platform !== 'linux') {
      const { stdout } = await run('ps', ['-o', 'rss=,time=', '-p', String(pid)])
      const [rss = '0', time = '0'] = stdout.trim().split(/\s+/)
      return { memoryBytes: Number(rss) * 1024, cpuMs: readClock(time) }
    }
    const [status, stat] = await Promise.all([readFile(`/proc/${pid}/status`, 'utf8'), readFile(`/proc/${pid}/stat`, 'utf8')])
    // Behind the name in brackets, which may hold anything: utime and stime are the fields 14 and 15 of proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return {
      memoryBytes: Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024,
      cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs,
    }
  } catch {
    // Processes end; who started it hears of that otherwise.
    return null
  }
}

export interface Watch {
  stop(): void
}

/** Looks ten times a second, until it is told to stop, at what a process holds and at how much it has worked since now. */
export const watchUse = (pid: number, limits: Use, then: { tooMuch(bytes: number): void; tooLong(): void }): Watch => {
  const before = useOf(pid)
  const look = async () => {
    const [start, now] = await Promise.all([before, useOf(pid)])
    if (!now) return
    if (now.memoryBytes > limits.memoryBytes) then.tooMuch(now.memoryBytes)
    if (start && now.cpuMs - start.cpuMs > limits.cpuMs) then.tooLong()
  }
  const timer = setInterval(look, everyMs)
  return { stop: () => clearInterval(timer) }
}
