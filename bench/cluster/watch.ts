import type { Cluster } from './cluster.ts'
import { type Usage, usageOf } from './processes.ts'

/** What each process of a run uses, by its name, and how far the run is. */
export interface Snapshot {
  at: number
  usage: Map<string, Usage>
  shown: number
  discordRequests: number
  vendorRequests: number
  statements: number | null
}

export const snapshot = async ({ machines, database, store, outside }: Cluster): Promise<Snapshot> => {
  const { shown, rest, vendor } = await outside.call('state')
  const pids = new Map<string, number | null>([
    ...machines.map((machine) => [machine.name, machine.pid()] as const),
    ['database', database.pid()],
    ['store', store?.pid ?? null],
    ['load generator', outside.pid],
  ])
  return {
    at: Date.now(),
    usage: new Map([...pids].flatMap(([name, pid]) => (pid === null ? [] : [[name, usageOf(pid)] as const]))),
    shown,
    discordRequests: rest.requests,
    vendorRequests: vendor.submits + vendor.polls + vendor.reconciles + vendor.cancels,
    statements: await database.statements(),
  }
}

/** What lies between two looks. */
export interface Span {
  seconds: number
  clips: number
  /** CPU seconds by process. */
  cpu: Map<string, number>
  /** Megabytes in memory at the end, by process. */
  memory: Map<string, number>
  /** All of the program and of what it leans on, without the load generator. */
  ownCpu: number
  writtenMegabytes: number
  discordRequests: number
  vendorRequests: number
  statements: number | null
}

const generator = 'load generator'

export const between = (before: Snapshot, after: Snapshot): Span => {
  const names = [...after.usage.keys()]
  const grown = (name: string, field: keyof Usage): number => (after.usage.get(name)?.[field] ?? 0) - (before.usage.get(name)?.[field] ?? 0)
  const own = names.filter((name) => name !== generator)
  return {
    seconds: (after.at - before.at) / 1_000,
    clips: after.shown - before.shown,
    cpu: new Map(names.map((name) => [name, grown(name, 'cpuSeconds')])),
    memory: new Map(names.map((name) => [name, after.usage.get(name)?.residentMegabytes ?? 0])),
    ownCpu: own.reduce((sum, name) => sum + grown(name, 'cpuSeconds'), 0),
    writtenMegabytes: own.reduce((sum, name) => sum + grown(name, 'writtenMegabytes'), 0),
    discordRequests: after.discordRequests - before.discordRequests,
    vendorRequests: after.vendorRequests - before.vendorRequests,
    statements: before.statements === null || after.statements === null ? null : after.statements - before.statements,
  }
}
