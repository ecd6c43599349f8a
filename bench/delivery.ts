import type { Measurement } from './measure.ts'
import { median } from './numbers.ts'
import { copyMs } from './plain.ts'
import { followClips, inParallel } from './world.ts'

const clips = 24

/** How long a finished clip is on its way. */
export const delivery: Measurement = {
  name: 'delivery',
  method: `${clips} clips, two at a time, each rendered in 2 s; from the moment that the vendor has it to the moment that a browser gets it by the event stream; the baseline is the same bytes fetched into a flushed file`,
  async run(world, dataDir) {
    world.vendor.behaviour.renderMs = 2_000
    const bot = await world.start(dataDir)
    try {
      const arrivals = new Map<string, number>()
      const waiting = new Map<string, (at: number) => void>()
      const stop = await followClips(bot, (id, at) => {
        arrivals.set(id, at)
        waiting.get(id)?.(at)
      })
      const latencies: number[] = []
      await inParallel(clips, 2, async (n) => {
        const prompt = `clip ${n} of ${dataDir}`
        const { messages } = await bot.say(`/t2v ${prompt} --model remote`)
        const id = messages[0]?.post?.generationIds[0] ?? ''
        const arrivedAt = arrivals.get(id) ?? (await new Promise<number>((resolve) => waiting.set(id, resolve)))
        const job = world.vendor.jobs.find((one) => one.prompt === prompt)
        latencies.push(arrivedAt - (job?.startedAt ?? 0) - world.vendor.behaviour.renderMs)
      })
      stop()
      const copy = { value: await copyMs(world, dataDir), what: 'bare copy' }
      // The first clips start the media child; what follows is the rule.
      return [
        {
          name: 'delivery p50',
          unit: 'ms',
          value: median(latencies),
          baseline: copy,
          aim: { at: 'most', value: 300, of: 'over baseline' },
          grows: 'flat',
        },
      ]
    } finally {
      await bot.kill()
    }
  },
}
