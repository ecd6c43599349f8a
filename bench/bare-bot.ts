import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Starts a bot of `bench/bare` in a process of its own, as the program has, and resolves when it is ready. */
export const startBareBot = async (
  name: 'discord' | 'slack' | 'whole',
  words: readonly string[],
): Promise<{ process: ChildProcess; kill(): Promise<void> }> => {
  const file = join(import.meta.dirname, 'bare', `${name}.ts`)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...words], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'ready') continue
    return {
      process: child,
      async kill() {
        child.kill('SIGKILL')
        await exited
      },
    }
  }
  throw new Error(`the bare ${name} bot ended before it was ready`)
}
