import { expect, onTestFinished, test } from 'vitest'
import { startBot } from '../support/bot.ts'
import { openRemoteWorld } from '../support/remote-world.ts'

test('the program says at its start what may be spent, holds it, counts it, and tells its operator of it', async () => {
  const { dataDir, vendor } = await openRemoteWorld()
  const bot = await startBot({
    dataDir,
    env: { MOODREEL_TEST_VENDOR_URL: vendor.url, MOODREEL_USD_PER_DAY: '0.18', MOODREEL_USD_PER_MONTH: '200' },
  })
  onTestFinished(() => bot.kill())
  const worst = 'At most $0.18 a day and $200.00 a month for everybody, and any amount a month here.'
  expect(await bot.logged(({ msg }) => msg === 'ready')).toMatchObject({ spending: worst })
  const say = async () => (await bot.say('/t2v a boat --model remote')).replies.map(({ text }) => text)
  expect(await say()).toEqual([])
  expect(bot.log.filter(({ code }) => String(code).startsWith('roof_'))).toEqual([])
  expect(await say()).toEqual([])
  // Two of seven cents are three quarters of eighteen: nothing is told yet. The third has no room.
  const [refusal] = await say()
  expect(refusal).toMatch(/^This is over what the bot’s operator allows for a day\. The limit resets /)
  const line = await bot.logged(({ code }) => code === 'roof_reached')
  expect(line).toMatchObject({ spentUsd: 0.14, roofUsd: 0.18 })
  await say()
  expect(bot.log.filter(({ code }) => code === 'roof_reached')).toHaveLength(1)
  const metrics = await (await fetch(`${bot.url}/metrics`)).text()
  expect(metrics.split('\n').filter((text) => text.startsWith('moodreel_roof_'))).toEqual([
    'moodreel_roof_usd{period="day"} 0.18',
    'moodreel_roof_usd{period="month"} 200',
    'moodreel_roof_spent_usd{period="day"} 0.14',
    'moodreel_roof_spent_usd{period="month"} 0.14',
  ])
  const workspace = await bot.say('/workspace')
  expect(workspace.replies[0]?.facts).toEqual([worst])
  expect(vendor.jobs.length).toBeLessThanOrEqual(2)
})
