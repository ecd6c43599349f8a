import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import type { Bot } from '../support/bot.ts'
import { expectOrder, openRemoteWorld } from '../support/remote-world.ts'

const states = (dataDir: string): string[] => readBooks(dataDir).generations.map((one) => one.state)
const readiness = ({ url }: Bot) => fetch(`${url}/readyz`)

test('asked to stop it ends in order, and what is under way is left to the next start; asked again it ends at once', async () => {
  const world = await openRemoteWorld()
  const { dataDir, vendor, start } = world
  vendor.behaviour.renderMs = 1_500
  const bot = await start()
  // A browser that follows the events and keeps its connections does not hold it.
  const events = await fetch(`${bot.url}/api/events`)
  await events.body?.getReader().read()
  await Promise.all(Array.from({ length: 5 }, (_, n) => bot.say(`/t2v clip number ${n} --model remote`)))
  await bot.logged((line) => line['stage'] === 'poll')
  // The slot that comes free next is taken by a submit that is under way when the bot is asked to stop.
  vendor.behaviour.submitDelayMs = 1_000
  await expect.poll(() => vendor.jobs.length).toBe(5)
  expect(await bot.stop()).toBe(0)
  expect(states(dataDir)).toContain('submitting')
  expect(bot.log.filter((line) => Number(line['level']) >= 40)).toEqual([])

  const second = await start()
  await expectOrder(second, world, 5)
  // The submit that ran had its time to end: nothing was left to be asked about.
  expect(second.log.filter((line) => line.msg.startsWith('reconciled'))).toEqual([])

  // A step that outlives the grace time.
  vendor.behaviour.submitDelayMs = 60_000
  await second.say('/t2v a lost answer --model remote')
  await expect.poll(() => vendor.jobs.length).toBe(6)
  expect(await second.stop()).toBe(0)
  vendor.behaviour.submitDelayMs = 0
  const third = await start()
  await expectOrder(third, world, 6)

  vendor.behaviour.submitDelayMs = 60_000
  expect(await (await readiness(third)).json()).toEqual({ status: 'ready', notReady: [] })
  await third.say('/t2v a slow answer --model remote')
  await expect.poll(() => vendor.jobs.length).toBe(7)
  third.process.kill('SIGTERM')
  await third.logged((line) => line['signal'] === 'SIGTERM')
  const ready = await readiness(third)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ notReady: expect.arrayContaining(['process']) })
  expect((await fetch(`${third.url}/healthz`)).status).toBe(200)
  const { replies } = await third.say('/t2v one more --model remote')
  expect(replies.map((post) => post.text)).toEqual(['The bot is restarting. Try again in a minute.'])
  expect(await third.stop()).toBe(1)
}, 120_000)
