import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { makeMp4 } from '../media/fixtures.ts'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor, type Vendor } from '../support/vendor-server.ts'

let clip: Uint8Array
const creditsOfATier = 10_000

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-clip-'))
  await makeMp4(join(folder, 'clip.mp4'), { width: 160, height: 90, fps: 12, durationSeconds: 0.5, codec: 'avc' })
  clip = await readFile(join(folder, 'clip.mp4'))
  await rm(folder, { recursive: true })
})

const setUp = async (): Promise<{ dataDir: string; vendor: Vendor; start(): Promise<Bot> }> => {
  const dataDir = await temporaryFolder()
  const vendor = await startVendor(clip)
  let bot: Bot | undefined
  onTestFinished(async () => {
    await bot?.kill()
    await vendor.close()
  })
  return {
    dataDir,
    vendor,
    async start() {
      bot = await startBot({ dataDir, env: { MOODREEL_TEST_VENDOR_URL: vendor.url } })
      return bot
    },
  }
}

/** Waits until nothing is under way, then checks everything that must hold after any crash. */
const expectOrder = async (bot: Bot, { dataDir, vendor }: { dataDir: string; vendor: Vendor }, asked: number): Promise<void> => {
  await expect
    .poll(
      () =>
        readBooks(dataDir)
          .generations.filter((one) => one.state !== 'delivered')
          .map((one) => one.state),
      { timeout: 60_000 },
    )
    .toEqual([])
  const { generations, balance } = readBooks(dataDir)
  expect(generations).toHaveLength(asked)

  const clips = (await bot.messages())
    .filter((message) => message.post?.kind === 'clip')
    .flatMap((message) => message.post?.generationIds ?? [])
  expect(clips.toSorted()).toEqual(generations.map((one) => one.id).toSorted())

  // What the vendor took is what would be paid: once for each clip, never for an attempt that we do not know.
  const accepted = generations.flatMap((one) => one.attempts.filter((attempt) => attempt.state === 'accepted'))
  expect(vendor.jobs.map((job) => job.attempt).toSorted()).toEqual(accepted.map((attempt) => attempt.id).toSorted())
  expect(accepted).toHaveLength(asked)

  for (const one of generations) {
    expect(one.entries.map((entry) => entry.kind).toSorted()).toEqual(['hold', 'settle'])
    expect(one.slot).toBe('released')
  }
  expect(balance).toBe(creditsOfATier - 7 * asked)
  expect((await bot.messages()).filter((message) => message.post?.kind === 'failure')).toEqual([])
}

const markers = ['open-thread', 'ingest', 'slot', 'submit', 'poll', 'collect', 'deliver', 'tell'].flatMap((stage) => [
  { stage, moment: 'stage begins' },
  { stage, moment: 'stage ends' },
])

test('a process killed at each stage goes on where it was: every clip once, every submit once, the sums right', async () => {
  const world = await setUp()
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
  const world = await setUp()
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
  const world = await setUp()
  world.vendor.behaviour.renderMs = 600
  let bot = await world.start()
  await Promise.all(Array.from({ length: 10 }, (_, n) => bot.say(`/t2v clip number ${n} --model remote --seed ${n}`)))
  for (let kills = 0; kills < 5; kills++) {
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
