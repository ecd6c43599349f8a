import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Layout } from './layout.ts'

const main = join(import.meta.dirname, '../../src/main.ts')
/** As `npm start` gives them. */
const flags = [
  '--max-semi-space-size=4',
  '--initial-old-space-size=32',
  '--heap-growing-percent=30',
  '--disable-warning=ExperimentalWarning',
]

/** After an end of its own it is started again. */
const supervisorMs = 1_000

export type LogLine = Readonly<Record<string, unknown>> & { msg: string }

export interface MachineOptions {
  name: string
  role: Layout['roles'][number]
  dataDir: string
  port: number
  env: Record<string, string | undefined>
  /** What all of them log is written here, each line after the name of its process. */
  logPath: string
  onLine(machine: string, line: LogLine): void
  onReady(): void
}

/** One process of the program, which is started again after each end, as a supervisor does. */
export const createMachine = ({ name, role, dataDir, port, env, logPath, onLine, onReady }: MachineOptions) => {
  let child: ChildProcess | null = null
  let exited: Promise<unknown> = Promise.resolve()
  const ownEnds: string[] = []
  /** Since when it works; null before, and when nothing is logged of that. */
  let readyAt: number | null = null

  const start = (): void => {
    const given = {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      MOODREEL_DATA_DIR: dataDir,
      MOODREEL_USD_PER_DAY: 'off',
      MOODREEL_USD_PER_MONTH: 'off',
      PORT: String(port),
      ROLE: role,
      ...env,
    }
    const started = spawn(process.execPath, [...flags, main], { cwd: dataDir, env: given, stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    readyAt = null
    exited = once(started, 'exit').then(([code, signal]) => {
      if (child === started) child = null
      if (signal === 'SIGKILL' || signal === 'SIGTERM' || code === 0) return
      ownEnds.push(`${name} ended by itself with ${code ?? signal}`)
      setTimeout(() => child ?? start(), supervisorMs)
    })
    createInterface({ input: started.stdout }).on('line', (text) => {
      // Of a process that is killed the last line may be half a line.
      if (!text.endsWith('}')) return
      appendFileSync(logPath, `${name} ${text}\n`)
      // What a dead one said last comes late.
      if (child !== started) return
      if (/"msg":"(ready|started)/.test(text)) {
        readyAt = performance.now()
        onReady()
      }
      if (text.includes('"stage":')) onLine(name, JSON.parse(text) as LogLine)
    })
    started.stderr.on('data', (chunk: Buffer) => appendFileSync(logPath, `${name} stderr ${chunk}`))
  }

  const end = async (signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
    child?.kill(signal)
    await exited
  }

  return {
    name,
    /** Whether it runs the engine. */
    makes: role !== 'gateway',
    url: `http://127.0.0.1:${port}`,
    /** Times at which it ended although nobody killed it. */
    ownEnds,
    pid: (): number | null => child?.pid ?? null,
    isAlive: (): boolean => child !== null,
    readyAt: (): number | null => (child ? readyAt : null),
    start,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async isReady(): Promise<boolean> {
      return fetch(`http://127.0.0.1:${port}/readyz`).then(
        async (response) => {
          await response.arrayBuffer()
          return response.ok
        },
        () => false,
      )
    },
  }
}
export type Machine = ReturnType<typeof createMachine>
