import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from './measure.ts'
import { cpuPercent, resourcesOf } from './resources.ts'
import { inParallel } from './world.ts'

const generations = 1_000
const watchedMs = 15_000

/** What a thousand clips cost while a slow provider works on them. */
export const waiting: Measurement = {
  name: 'waiting',
  method: `${generations} clips taken by a vendor that never ends them; all are asked about in turn; memory and CPU of the program over ${watchedMs / 1000} s once all are taken`,
  async run(world, dataDir) {
    world.vendor.behaviour.renderMs = 3_600_000
    const taken = world.vendor.jobs.length
    const bot = await world.start(dataDir)
    try {
      const idle = await resourcesOf(bot)
      await inParallel(generations, 8, (n) => bot.say(`/t2v clip ${n} --model remote`))
      while (world.vendor.jobs.length < taken + generations) await sleep(100)
      const cpu = await cpuPercent(bot, () => sleep(watchedMs))
      const { residentMegabytes } = await resourcesOf(bot)
      return [
        {
          name: '1,000 waiting: memory',
          unit: 'MB',
          value: residentMegabytes,
          baseline: { value: idle.residentMegabytes, what: 'at start' },
          aim: { at: 'most', value: 200, of: 'value' },
          grows: 'flat',
        },
        { name: '1,000 waiting: CPU', unit: '% of a core', value: cpu, aim: { at: 'most', value: 30, of: 'value' }, grows: 'flat' },
      ]
    } finally {
      await bot.kill()
    }
  },
}
