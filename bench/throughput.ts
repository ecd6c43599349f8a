import type { Measurement } from './measure.ts'
import { copyMs } from './plain.ts'
import { followClips, inParallel } from './world.ts'

const clips = 200

/** How many clips go through the whole path in a second. */
export const throughput: Measurement = {
  name: 'throughput',
  method: `${clips} /t2v at once, eight at a time over HTTP, to a vendor that is done at once with a clip of 1 MB; from the first word to the last clip in a browser; the baseline copies the same bytes one after another`,
  async run(world, dataDir) {
    world.vendor.behaviour.renderMs = 0
    const bot = await world.start(dataDir)
    try {
      // One clip first: it starts what is started once.
      const arrived = Promise.withResolvers<void>()
      const warm = Promise.withResolvers<void>()
      let count = 0
      const stop = await followClips(bot, () => {
        count += 1
        if (count === 1) warm.resolve()
        if (count === clips + 1) arrived.resolve()
      })
      await bot.say('/t2v the first clip --model remote')
      await warm.promise
      const startedAt = performance.now()
      await inParallel(clips, 8, (n) => bot.say(`/t2v clip ${n} --model remote`))
      await arrived.promise
      const seconds = (performance.now() - startedAt) / 1000
      stop()
      const copy = 1000 / (await copyMs(world, dataDir))
      return [
        {
          name: 'clips through the whole path',
          unit: 'clips/s',
          value: clips / seconds,
          baseline: { value: copy, what: 'bare copies' },
          aim: { at: 'least', value: 20, of: 'value' },
          grows: 'flat',
        },
      ]
    } finally {
      await bot.kill()
    }
  },
}
