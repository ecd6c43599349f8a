import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { expectOrder, fillSlots, killAt, openRemoteWorld } from '../support/remote-world.ts'

/** Where most stages end the next begins within the same millisecond, and a kill takes longer; the others have an end of their own. */
const markers = [
  ['open-thread', 'stage begins'],
  ['ingest', 'stage begins'],
  ['submit', 'stage begins'],
  ['submit', 'stage ends'],
  ['collect', 'stage begins'],
  ['deliver', 'stage begins'],
  ['deliver', 'stage ends'],
  ['report-end', 'stage ends'],
] as const

test('a process killed at each stage goes on where it was: every clip once, every submit once, the sums right', async () => {
  const world = await openRemoteWorld()
  world.vendor.behaviour.renderMs = 400
  let bot = await world.start()
  // The first kill meets others that wait in line, wait for an answer that is lost with it, and are rendered.
  await fillSlots(bot, world)
  for (const [stage, moment] of markers) {
    await killAt(bot, stage, moment)
    world.vendor.behaviour.holds = null
    bot = await world.start()
  }
  await expectOrder(bot, world, 5 + markers.length)

  world.vendor.behaviour.renderMs = 600
  await Promise.all(Array.from({ length: 10 }, (_, n) => bot.say(`/t2v clip number ${n} --model remote --seed ${n}`)))
  for (let kills = 0; kills < 2; kills++) {
    const lines = bot.log.length + 5 + Math.floor(Math.random() * 60)
    // The moment is some number of log lines away: that is random, and yet it comes for sure or the clips are done.
    await expect
      .poll(() => bot.log.length >= lines || readBooks(world.dataDir).generations.every((one) => one.state === 'delivered'), {
        timeout: 30_000,
        interval: 2,
      })
      .toBe(true)
    await bot.kill()
    bot = await world.start()
  }
  await expectOrder(bot, world, 5 + markers.length + 10)
}, 300_000)
