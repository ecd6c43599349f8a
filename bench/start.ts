import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from './measure.ts'
import { median } from './numbers.ts'
import { cpuPercent, resourcesOf } from './resources.ts'

const starts = 5
const idleMs = 20_000

const bareNodeMs = async (): Promise<number> => {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['-e', '0']), 'exit')
  return performance.now() - startedAt
}

/** How soon the program is ready, and what it costs to leave it alone. */
export const start: Measurement = {
  name: 'start',
  method: `from starting the process to its first "ready" at /readyz, the middle of ${starts}, beside Node with an empty program; then memory and CPU over ${idleMs / 1000} s without any work`,
  async run(world, dataDir) {
    const times: number[] = []
    const bare: number[] = []
    for (let n = 0; n < starts; n += 1) {
      bare.push(await bareNodeMs())
      const startedAt = performance.now()
      const bot = await world.start(dataDir)
      while (!(await fetch(`${bot.url}/readyz`)).ok) await sleep(2)
      times.push(performance.now() - startedAt)
      await bot.stop()
    }
    const bot = await world.start(dataDir)
    try {
      await sleep(1_000)
      const cpu = await cpuPercent(bot, () => sleep(idleMs))
      const { residentMegabytes } = await resourcesOf(bot)
      return [
        {
          name: 'start',
          unit: 'ms',
          value: median(times),
          baseline: { value: median(bare), what: 'node -e 0' },
          aim: { at: 'most', value: 800, of: 'value' },
          grows: 'flat',
        },
        { name: 'idle memory', unit: 'MB', value: residentMegabytes, aim: { at: 'most', value: 150, of: 'value' }, grows: 'flat' },
        { name: 'idle CPU', unit: '% of a core', value: cpu, aim: { at: 'most', value: 0.5, of: 'value' } },
      ]
    } finally {
      await bot.kill()
    }
  },
}
