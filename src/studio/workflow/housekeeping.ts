import { keptFiguresKey } from '../../core/kept-figures.ts'
import type { Parts } from '../parts.ts'
import { createRetention, graceMs } from './retention.ts'
import { createFileSweep } from './sweep-files.ts'

const firstMs = 10 * 60_000
const everyMs = 3_600_000

/**
 * Takes away what nobody needs and what is kept no longer, each hour, and counts what is kept. One process at a time does it. Files go
 * before the database forgets who needs them: so whoever begins something with a file has ten minutes at least in which that is seen.
 */
export const createHousekeeping = (
  parts: Pick<
    Parts,
    'clipFiles' | 'clock' | 'fileUse' | 'log' | 'mediaStore' | 'memory' | 'past' | 'pastMessages' | 'policy' | 'referenceFiles'
  >,
) => {
  let timer: NodeJS.Timeout | null = null
  let working: Promise<void> = Promise.resolve()
  let stopped = false
  const isStopped = (): boolean => stopped
  const sweepFiles = createFileSweep(parts)
  const retention = createRetention(parts, isStopped)

  /** In how many milliseconds the next round is due. */
  const round = async (): Promise<number> => {
    const inputs = await sweepFiles(isStopped)
    const { marked } = await retention.round()
    const { known, ...clips } = await retention.kept()
    if (inputs && !stopped) await parts.memory.set(keptFiguresKey, { clips, inputs: { ...inputs }, known })
    // Disks fill up meanwhile.
    return marked > 0 ? graceMs : everyMs
  }

  const plan = (ms: number): void => {
    timer = setTimeout(() => {
      working = round()
        .catch((cause: unknown) => {
          parts.log.warn({ err: cause }, 'what is kept no longer could not be removed')
          return everyMs
        })
        .then((next) => {
          if (!stopped) plan(next)
        })
    }, ms).unref()
  }

  return {
    round,
    start(): void {
      stopped = false
      plan(firstMs)
    },
    async stop(): Promise<void> {
      stopped = true
      if (timer) clearTimeout(timer)
      await working
    },
  }
}
