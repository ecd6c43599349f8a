import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { expectOrder, openRemoteWorld } from '../support/remote-world.ts'

/** Makes the next start believe that the machine was started anew: it then trusts nothing that the engine remembers. */
const reboot = (dataDir: string): Promise<void> => writeFile(join(dataDir, 'engine.sqlite-boot'), 'another start of the machine')

test('after a power cut at any stage every clip is begun anew and comes once, paid once', async () => {
  const world = await openRemoteWorld()
  world.vendor.behaviour.renderMs = 400
  let bot = await world.start()
  const stages = ['open-thread', 'slot', 'submit', 'poll', 'collect', 'deliver', 'report-end']
  for (const stage of stages) {
    const seen = bot.log.length
    await bot.say(`/t2v cut after ${stage} --model remote`)
    await bot.logged((line) => line['stage'] === stage && line.msg === 'stage ends' && bot.log.indexOf(line) >= seen)
    await bot.kill()
    await reboot(world.dataDir)
    bot = await world.start()
  }
  await expectOrder(bot, world, stages.length)
}, 120_000)

test('a clip that was cancelled while it was rendered is cancelled at the vendor, not just forgotten', async () => {
  const { dataDir, vendor, start } = await openRemoteWorld()
  vendor.behaviour.renderMs = 600_000
  const bot = await start()
  await bot.say('/t2v never mind --model remote')
  await bot.logged((line) => line['stage'] === 'poll')
  await bot.kill()
  const database = new DatabaseSync(join(dataDir, 'moodreel.sqlite'))
  database.prepare('update generations set cancel_requested_at = ?').run(Date.now())
  database.close()
  await reboot(dataDir)

  await start()
  await expect.poll(() => readBooks(dataDir).generations.map((one) => one.state), { timeout: 30_000 }).toEqual(['canceled'])
  expect(vendor.jobs.map((job) => job.state)).toEqual(['canceled'])
  expect(readBooks(dataDir).generations.flatMap((one) => one.entries.map((entry) => entry.kind))).toEqual(['hold', 'refund'])
})
