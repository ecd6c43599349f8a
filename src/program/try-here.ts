import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { startMediaTools } from '../media/media-tools.ts'
import { type TrialHouse, tryModel } from './try-model.ts'

/** Asks at a terminal; nobody is there to be asked where the lines are piped. */
const confirm = async (question: string): Promise<boolean> => {
  if (!process.stdin.isTTY) return false
  using terminal = createInterface({ input: process.stdin, output: process.stderr })
  return /^\s*(y|yes)\s*$/i.test(await terminal.question(question))
}

/** Tries a model for whoever sits at this terminal. The first Ctrl+C cancels what runs there; the second ends the program at once. */
export const tryHere = async (
  task: { name: string; yes: boolean },
  house: Pick<TrialHouse, 'configuration' | 'variables' | 'roof' | 'publicUrl' | 'log' | 'print'>,
): Promise<number> => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'moodreel-trial-'))
  await using resources = new AsyncDisposableStack()
  const media = startMediaTools({ workFolder: folder.path, log: house.log, processes: 1 })
  resources.defer(() => media.stop())
  const stop = new AbortController()
  const ask = (): void => {
    if (stop.signal.aborted) process.exit(130)
    house.print('stopping   what runs at the vendor is canceled first; Ctrl+C again ends at once, and it may be paid for')
    stop.abort()
  }
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, ask)
  resources.defer(() => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, ask)
  })
  // Awaited here: the folder and the children are there until the end.
  return await tryModel(task, {
    ...house,
    media,
    folder: folder.path,
    confirm,
    stop: stop.signal,
    now: Date.now,
    sleep: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  })
}
