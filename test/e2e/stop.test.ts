import { once } from 'node:events'
import { expect, test } from 'vitest'
import { readBooks } from '../support/books.ts'
import { expectOrder, openRemoteWorld } from '../support/remote-world.ts'

const states = (dataDir: string): string[] => readBooks(dataDir).generations.map((one) => one.state)

test('asked to stop under five clips, it ends in order and the next start delivers each once', async () => {
  const world = await openRemoteWorld()
  const { dataDir, vendor, start } = world
  vendor.behaviour.renderMs = 1_500
  const bot = await start()
  await Promise.all(Array.from({ length: 5 }, (_, n) => bot.say(`/t2v clip number ${n} --model remote`)))
  await bot.logged((line) => line['stage'] === 'poll')
  // The slot that comes free next is taken by a submit that is under way when the bot is asked to stop.
  vendor.behaviour.submitDelayMs = 1_000
  await expect.poll(() => vendor.jobs.length, { timeout: 20_000 }).toBe(5)
  expect(await bot.stop()).toBe(0)
  expect(states(dataDir)).toContain('submitting')

  const again = await start()
  await expectOrder(again, world, 5)
  // The submit that ran had its time to end: nothing was left to be asked about.
  expect(again.log.filter((line) => line.msg.startsWith('reconciled'))).toEqual([])
})

test('while it stops it is not ready, refuses commands with a sentence, and ends at once when asked again', async () => {
  const { vendor, start } = await openRemoteWorld()
  vendor.behaviour.submitDelayMs = 60_000
  const bot = await start()
  await bot.logged(({ msg }) => msg === 'ready')
  expect(await (await fetch(`${bot.url}/readyz`)).json()).toEqual({ status: 'ready', notReady: [] })
  await bot.say('/t2v a slow answer --model remote')
  await expect.poll(() => vendor.jobs.length, { timeout: 10_000 }).toBe(1)
  bot.process.kill('SIGTERM')
  await bot.logged((line) => line['signal'] === 'SIGTERM')

  const ready = await fetch(`${bot.url}/readyz`)
  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ notReady: expect.arrayContaining(['process']) })
  expect((await fetch(`${bot.url}/healthz`)).status).toBe(200)
  const { replies } = await bot.say('/t2v one more --model remote')
  expect(replies.map((post) => post.text)).toEqual(['The bot is restarting. Try again in a minute.'])
  expect(await bot.stop()).toBe(1)
})

test('a step that outlives the grace time is left to the next start', async () => {
  const { dataDir, vendor, start } = await openRemoteWorld()
  vendor.behaviour.submitDelayMs = 60_000
  const bot = await start()
  await bot.say('/t2v a lost answer --model remote')
  await expect.poll(() => vendor.jobs.length, { timeout: 10_000 }).toBe(1)
  expect(await bot.stop()).toBe(0)
  vendor.behaviour.submitDelayMs = 0
  await start()
  await expect.poll(() => states(dataDir), { timeout: 30_000 }).toEqual(['delivered'])
  expect(vendor.jobs).toHaveLength(1)
})

test('ends although a browser follows the events and keeps its connections', async () => {
  const { start } = await openRemoteWorld()
  const bot = await start()
  const events = await fetch(`${bot.url}/api/events`)
  const reader = events.body?.getReader()
  await reader?.read()
  bot.process.kill('SIGTERM')
  const [code] = (await once(bot.process, 'exit')) as [number | null]
  expect(code).toBe(0)
  expect(bot.log.filter((line) => Number(line['level']) >= 40)).toEqual([])
})
