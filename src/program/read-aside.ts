import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { RuleReading } from './rule-reading.ts'

/** The largest files that may be take some seconds. */
const withinMs = 60_000
/** Of those files nothing takes more. */
const memoryMb = 512

const refused = (line: string): RuleReading => ({ lines: [line], more: 0 })

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'

/**
 * Reads and checks the files in a thread of its own, for a large one takes seconds, in which nobody else would be answered. Throws what
 * is a fault of ours, and the reason of `stopped`.
 */
export const readAside = async (configDir: string | undefined, stopped: AbortSignal): Promise<RuleReading> => {
  const thread = new Worker(fileURLToPath(new URL('./rule-thread.ts', import.meta.url)), {
    workerData: configDir,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
  })
  const late = AbortSignal.timeout(withinMs)
  try {
    const [read] = await once(thread, 'message', { signal: AbortSignal.any([stopped, late]) })
    return read
  } catch (error) {
    if (isOutOfMemory(error)) return refused('The files need too much memory to be read; make them smaller.')
    if (late.aborted) return refused('The files could not be read in a minute; make them smaller.')
    throw error
  } finally {
    await thread.terminate()
  }
}
