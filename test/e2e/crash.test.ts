import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { expectOrder, openRemoteWorld } from '../support/remote-world.ts'

/** Where most stages end the next begins within the same millisecond, and a kill takes longer; the others have an end of their own. */
const markers = [
  ...['open-thread', 'ingest', 'slot', 'submit', 'poll', 'collect', 'deliver', 'report-end'].map((stage) => ({
    stage,
    moment: 'stage begins',
  })),
  ...['submit', 'deliver', 'report-end'].map((stage) => ({ stage, moment: 'stage ends' })),
]

test('a process killed at each stage goes on where it was: every clip once, every submit once, the sums right', async () => {
  const world = await openRemoteWorld()
  world.vendor.behaviour.renderMs = 400
  let bot = await world.start()
  for (const { stage, moment } of markers) {
    const seen = bot.log.length
    await bot.say(`/t2v ${stage} ${moment} --model remote`)
    await bot.logged((line) => line['stage'] === stage && line.msg === moment && bot.log.indexOf(line) >= seen)
    await bot.kill()
    bot = await world.start()
  }
  await expectOrder(bot, world, markers.length)
}, 180_000)

test('a process killed between the vendor’s acceptance and its answer does not pay a second time', async () => {
  const world = await openRemoteWorld()
  world.vendor.behaviour.submitDelayMs = 60_000
  let bot = await world.start()
  await bot.say('/t2v a lost answer --model remote')
  await expect.poll(() => world.vendor.jobs.length, { timeout: 10_000 }).toBe(1)
  await bot.kill()
  world.vendor.behaviour.submitDelayMs = 0
  bot = await world.start()
  await expectOrder(bot, world, 1)
}, 60_000)

test('killed at random moments under ten concurrent clips, nothing is lost, doubled or stuck', async () => {
  const world = await openRemoteWorld()
  world.vendor.behaviour.renderMs = 600
  let bot = await world.start()
  await Promise.all(Array.from({ length: 10 }, (_, n) => bot.say(`/t2v clip number ${n} --model remote --seed ${n}`)))
  for (let kills = 0; kills < 3; kills++) {
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
  await expectOrder(bot, world, 10)
}, 120_000)
