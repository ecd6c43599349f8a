import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from './measure.ts'
import { percentile } from './numbers.ts'
import { commitMs } from './plain.ts'

const commands = 200
const everyMs = 100

/** How soon a person gets a first answer while the house is at work. */
export const ack: Measurement = {
  name: 'ack',
  method: `${commands} /t2v, one every ${everyMs} ms whether answered or not, while their clips are made and delivered; in process: from the dispatcher to the command's end, as its log says; the baseline is one durable SQLite commit`,
  async run(world, dataDir) {
    world.vendor.behaviour.renderMs = 500
    const bot = await world.start(dataDir)
    try {
      const spoken: Promise<unknown>[] = []
      const overSocketMs: number[] = []
      for (let n = 0; n < commands; n += 1) {
        const startedAt = performance.now()
        spoken.push(bot.say(`/t2v clip ${n} --model remote`).then(() => overSocketMs.push(performance.now() - startedAt)))
        await sleep(everyMs)
      }
      await Promise.all(spoken)
      const inProcessMs = bot.log.filter((line) => line.msg === 'command done').map((line) => Number(line['ackMs']))
      const commit = await commitMs(dataDir)
      return [
        {
          name: 'ack p50, in process',
          unit: 'ms',
          value: percentile(inProcessMs, 0.5),
          baseline: { value: commit, what: 'one commit' },
          grows: 'flat',
        },
        { name: 'ack p99, in process', unit: 'ms', value: percentile(inProcessMs, 0.99), aim: { at: 'most', value: 50, of: 'value' } },
        { name: 'ack p99, over HTTP', unit: 'ms', value: percentile(overSocketMs, 0.99) },
      ]
    } finally {
      await bot.kill()
    }
  },
}
