import { readFile } from 'node:fs/promises'

/** What Linux counts processor time in, on every machine that Node runs on. */
const ticksPerSecond = 100

/** Seconds of processor time of a process and of all its children, those that have ended too. Linux alone tells. */
export const treeCpuSeconds = async (pid: number): Promise<number> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (stat === null) return 0
  // Behind the name in brackets, which may hold anything: utime, stime, cutime and cstime are the fields 14 to 17 of proc_pid_stat(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const own = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0) / ticksPerSecond
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '')).trim().split(/\s+/)
  const theirs = await Promise.all(children.filter((child) => child !== '').map((child) => treeCpuSeconds(Number(child))))
  return own + theirs.reduce((sum, seconds) => sum + seconds, 0)
}
