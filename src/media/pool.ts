import { MoodreelError } from '../core/errors.ts'
import type { Json } from '../core/json.ts'
import { say } from '../core/words/sentence.ts'
import type { MediaChild } from './child.ts'
import type { JobMessage } from './job.ts'
import { createLine } from './line.ts'

export interface PoolOptions {
  /** The most children at one time. Each holds about 400 MB at work. */
  processes: number
  /** How long a child without work is kept. */
  idleMs: number
  /** Starts a child for files that members give, or for clips: what reads the one never touches the other. */
  start(forMembers: boolean): MediaChild
}

/** Jobs on a few children that are started when there is work and stopped when there is none. */
export interface Pool {
  /**
   * Jobs of nobody go first and may have every child. Members share all children but one (or the only one) and take turns, each with one
   * job at a time. Throws as `MediaChild.run` does, and MoodreelError `stopping`. An aborted job that still waits is dropped.
   */
  run(message: JobMessage, signal: AbortSignal | undefined, member?: string): Promise<Json>
  stop(): Promise<void>
}

interface Waiting {
  member: string | undefined
  begin(): Promise<void>
  refuse(error: MoodreelError): void
}

const stopping = () => new MoodreelError('stopping', say('common.stopping'))
const canceled = (signal: AbortSignal) => new MoodreelError('canceled', say('media.stopped'), { cause: signal.reason })

export const startPool = ({ processes, idleMs, start }: PoolOptions): Pool => {
  const line = createLine<Waiting>(processes)
  const busy = new Set<MediaChild>()
  const idle = new Map<MediaChild, { timer: NodeJS.Timeout; forMembers: boolean }>()
  let stopped = false

  const retire = (child: MediaChild) => {
    clearTimeout(idle.get(child)?.timer)
    idle.delete(child)
    void child.kill()
  }

  const rest = (child: MediaChild, forMembers: boolean) => {
    idle.set(child, { timer: setTimeout(() => retire(child), idleMs).unref(), forMembers })
  }

  /** A child that has worked before, if one of that sort is left. */
  const wake = (forMembers: boolean): MediaChild | null => {
    for (const [child, state] of idle) {
      if (state.forMembers !== forMembers) continue
      clearTimeout(state.timer)
      idle.delete(child)
      if (child.alive) return child
    }
    return null
  }

  /** A new child, in the place of one of the other sort that has nothing to do. */
  const replace = (forMembers: boolean): MediaChild => {
    const [spare] = idle.keys()
    if (spare && busy.size + idle.size >= processes) retire(spare)
    return start(forMembers)
  }

  const runOn = async (child: MediaChild, message: JobMessage, signal: AbortSignal | undefined, forMembers: boolean): Promise<Json> => {
    busy.add(child)
    try {
      return await child.run(message, signal)
    } finally {
      busy.delete(child)
      if (child.alive && !stopped) rest(child, forMembers)
    }
  }

  /** What breaks a child may have been left behind by an earlier file; a job is to blame for what breaks a new one. */
  const work = async (message: JobMessage, signal: AbortSignal | undefined, forMembers: boolean): Promise<Json> => {
    const used = wake(forMembers)
    try {
      return await runOn(used ?? replace(forMembers), message, signal, forMembers)
    } catch (error) {
      if (stopped) throw stopping()
      if (!used || !(error instanceof MoodreelError) || error.code !== 'media_failed') throw error
    }
    return await runOn(replace(forMembers), message, signal, forMembers)
  }

  const next = () => {
    const task = stopped ? undefined : line.take()
    if (!task) return
    void task.begin().finally(() => {
      line.done(task)
      next()
    })
  }

  const run: Pool['run'] = async (message, signal, member) => {
    if (stopped) throw stopping()
    if (signal?.aborted) throw canceled(signal)
    const { promise, resolve, reject } = Promise.withResolvers<Json>()
    const drop = () => {
      line.drop(task)
      if (signal) reject(canceled(signal))
    }
    const task: Waiting = {
      member,
      begin: () => {
        signal?.removeEventListener('abort', drop)
        return work(message, signal, member !== undefined).then(resolve, (error: unknown) => reject(stopped ? stopping() : error))
      },
      refuse: reject,
    }
    signal?.addEventListener('abort', drop, { once: true })
    line.add(task)
    next()
    return await promise
  }

  const stop = async () => {
    stopped = true
    for (const task of line.clear()) task.refuse(stopping())
    await Promise.all([...busy, ...idle.keys()].map((child) => child.kill()))
    idle.clear()
  }

  return { run, stop }
}
