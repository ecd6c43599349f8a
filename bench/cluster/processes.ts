import { readdirSync, readFileSync } from 'node:fs'

/** The kernel counts in hundredths of a second wherever Node runs on Linux. */
const ticksPerSecond = 100

export interface Usage {
  /** Of the process and of those that it started, the ended ones too. */
  cpuSeconds: number
  /** What lies in memory now, what is shared counted in each. */
  residentMegabytes: number
  /** What was handed to the system to write, in megabytes. */
  writtenMegabytes: number
}

interface Stat {
  parent: number
  own: number
  ended: number
}

const read = (path: string): string | null => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It ended in this moment.
    return null
  }
}

const statOf = (pid: number): Stat | null => {
  const text = read(`/proc/${pid}/stat`)
  if (text === null) return null
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  const [, parent = 0] = fields
  const seconds = (at: number): number => (fields[at] ?? 0) / ticksPerSecond
  return { parent, own: seconds(11) + seconds(12), ended: seconds(13) + seconds(14) }
}

/** A process and all that live beneath it. */
const treeOf = (root: number): Map<number, Stat> => {
  const all = new Map(
    readdirSync('/proc').flatMap((name) => {
      const pid = Number(name)
      const stat = Number.isInteger(pid) ? statOf(pid) : null
      return stat ? [[pid, stat] as const] : []
    }),
  )
  const tree = new Map<number, Stat>()
  const add = (pid: number): void => {
    const stat = all.get(pid)
    if (!stat) return
    tree.set(pid, stat)
    for (const [child, { parent }] of all) if (parent === pid) add(child)
  }
  add(root)
  return tree
}

const megabytesOf = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1] ?? 0) / 1_024
const writtenOf = (pid: number): number => Number(/^wchar: (\d+)/m.exec(read(`/proc/${pid}/io`) ?? '')?.[1] ?? 0) / 2 ** 20

/** What a process and its children used so far, as the kernel says. */
export const usageOf = (root: number): Usage => {
  const usage: Usage = { cpuSeconds: 0, residentMegabytes: 0, writtenMegabytes: 0 }
  for (const [pid, { own, ended }] of treeOf(root)) {
    usage.cpuSeconds += own + ended
    usage.residentMegabytes += megabytesOf(pid)
    usage.writtenMegabytes += writtenOf(pid)
  }
  return usage
}
