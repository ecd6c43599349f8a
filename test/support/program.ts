import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'

const ours = join(import.meta.dirname, '../../src/main.ts')
/** As `npm start` gives them. */
const flags = [
  '--max-semi-space-size=4',
  '--initial-old-space-size=32',
  '--heap-growing-percent=30',
  '--disable-warning=ExperimentalWarning',
]
/** The operator's own configuration of the tests: the provider `remote` and a tier with room. */
const operatorFolder = join(import.meta.dirname, '../fixtures/operator')

export interface ProgramOptions {
  dataDir: string
  /** A program that is not ours as it is. */
  main?: string
  env?: Record<string, string>
  /** What follows the program's name, such as `say`. */
  args?: readonly string[]
  /** A command that starts the program from the words after its own, such as `env -i`. */
  through?: readonly string[]
}

/** Starts the real program. Of the test's own environment only where programs lie goes along, and what Node compiled. */
export const spawnProgram = ({
  dataDir,
  main = ours,
  env,
  args = [],
  through = [],
}: ProgramOptions): ChildProcessByStdio<null, Readable, Readable> => {
  const [command = process.execPath, ...rest] = [...through, process.execPath, ...flags, main, ...args]
  return spawn(command, rest, {
    cwd: dataDir,
    env: {
      PATH: process.env['PATH'],
      MOODREEL_DATA_DIR: dataDir,
      MOODREEL_CONFIG_DIR: operatorFolder,
      // What the roof does has tests of its own.
      MOODREEL_USD_PER_DAY: 'off',
      MOODREEL_USD_PER_MONTH: 'off',
      PORT: '0',
      LOG_LEVEL: 'debug',
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** Starts the real program and waits for its end. */
export const runProgram = async (options: ProgramOptions): Promise<{ code: number | null; output: string; errors: string }> => {
  const child = spawnProgram(options)
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, output, errors }
}
