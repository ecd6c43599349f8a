import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PermissionFlagsBits as Bits } from 'discord.js'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { makeJpeg, makeMp4, noise } from '../media/fixtures.ts'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { FakeMessage } from '../platforms/discord/fake/world.ts'
import { privateText, until } from '../platforms/discord/scene.ts'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const forEver = 600_000
const tokenMs = 15 * 60_000
let clip: Uint8Array

beforeAll(async () => {
  clip = await smallClip()
})

const setUp = async () => {
  const dataDir = await temporaryFolder()
  const vendor = await startVendor(clip)
  const discord = await startFakeDiscord()
  let bot: Bot | undefined
  onTestFinished(async () => {
    await bot?.kill()
    await vendor.close()
    await discord.stop()
    expect(discord.broken()).toEqual([])
  })
  const env = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, MOODREEL_TEST_VENDOR_URL: vendor.url }
  return {
    dataDir,
    vendor,
    discord,
    ann: discord.person(),
    async start() {
      bot = await startBot({ dataDir, env })
      return bot
    },
  }
}

const everyMessage = (discord: FakeDiscord): FakeMessage[] => [...discord.world.channels.values()].flatMap(({ messages }) => messages)

/** The messages that show a clip, wherever they are. */
const clipsIn = (discord: FakeDiscord): FakeMessage[] =>
  everyMessage(discord).filter(({ attachments }) => attachments.some(({ filename }) => filename.endsWith('.mp4')))

/** The first message of the only request, and the thread on it. */
const threadIn = (discord: FakeDiscord) =>
  until(() => {
    const [root, ...others] = discord.channel.messages
    const thread = discord.world.channels.get(root?.id ?? '')
    if (!root || !thread || others.length > 0) throw new Error('there is not one first message with a thread')
    return { root, thread }
  })

const paid = { state: 'delivered', attempts: [{ state: 'accepted' }], entries: [{ kind: 'hold' }, { kind: 'settle' }] }

/** Waits until so many clips are delivered and settled: each shown once, made once and paid once. */
const expectClips = async ({ dataDir, discord, vendor }: Awaited<ReturnType<typeof setUp>>, count: number): Promise<FakeMessage[]> => {
  await expect.poll(() => readBooks(dataDir).generations, { timeout: 20_000 }).toMatchObject(Array(count).fill(paid))
  expect(vendor.jobs).toHaveLength(count)
  expect(clipsIn(discord)).toHaveLength(count)
  return clipsIn(discord)
}

test('a slash command is acknowledged and brings its clip into a thread; a prompt is shown as it was typed and calls nobody', async () => {
  const world = await setUp()
  const { discord, vendor, ann, dataDir } = world
  const prompt = '@everyone [x](http://y) ||z|| <@123>'
  await world.start()
  const asked = discord.command(ann, discord.channel, 't2v', { prompt, model: 'remote', seed: 42 })
  const { root, thread } = await threadIn(discord)
  expect(asked.acknowledgedAfterMs).not.toBeNull()
  const [shown] = await expectClips(world, 1)

  expect(shown?.channel_id).toBe(thread.id)
  expect(shown?.attachments.map(({ content_type }) => content_type)).toEqual(['video/mp4'])
  expect(vendor.jobs).toMatchObject([{ mode: 't2v', prompt, seed: 42 }])
  expect(readBooks(dataDir).balance).toBe(10_000 - 7)
  for (const message of [root, ...thread.messages]) {
    const { text, obeyed } = discord.shown(message)
    expect(text).toContain(prompt)
    expect(obeyed.filter((sign) => sign !== '-# ' && sign !== `<@${ann.id}>`)).toEqual([])
    expect(message.pings.filter((called) => called !== ann.id)).toEqual([])
  }
})

test('a killed process goes on with the picture whose link has died, posts one clip, and its button works', async () => {
  const world = await setUp()
  const { discord, vendor, ann } = world
  const folder = await temporaryFolder()
  await makeJpeg(join(folder, 'photo.jpg'), { width: 64, height: 36 })
  const image = discord.cdnFile('photo.jpg', 'image/jpeg', await readFile(join(folder, 'photo.jpg')), forEver)
  vendor.behaviour.renderMs = forEver
  const bot = await world.start()
  discord.command(ann, discord.channel, 'i2v', { image, prompt: 'slow push-in', model: 'remote', seed: 42 })
  const { thread } = await threadIn(discord)
  await bot.logged((line) => line['stage'] === 'ingest' && line.msg === 'stage ends')
  discord.world.advance(forEver + 1)
  expect((await fetch(image.url)).status).toBe(404)
  await expect.poll(() => vendor.jobs, { timeout: 10_000 }).toHaveLength(1)
  await bot.kill()

  vendor.behaviour.renderMs = 1
  await world.start()
  const [shown] = await expectClips(world, 1)
  expect(shown?.channel_id).toBe(thread.id)
  expect(vendor.jobs).toMatchObject([{ mode: 'i2v', inputs: [{ role: 'firstFrame', width: 64, height: 36 }] }])

  discord.press(ann, thread, shown as FakeMessage, 'Reroll')
  await expectClips(world, 2)
  expect(vendor.jobs[1]).toMatchObject({ mode: 'i2v', prompt: 'slow push-in', inputs: [{ role: 'firstFrame', width: 64, height: 36 }] })
  expect(vendor.jobs[1]?.seed).not.toBe(42)
})

test('a clip arrives once although its answer was lost and the interaction’s token ran out long before', async () => {
  const world = await setUp()
  const { discord, vendor, ann } = world
  vendor.behaviour.renderMs = forEver
  const bot = await world.start()
  const asked = discord.command(ann, discord.channel, 't2v', { prompt: 'a slow river', model: 'remote' })
  const { thread } = await threadIn(discord)
  await bot.logged(({ msg }) => msg === 'command done')
  discord.world.advance(tokenMs + 1)
  const late = await fetch(`${discord.apiUrl}/v10/webhooks/1/${asked.token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'too late' }),
  })
  expect(late.status).toBe(401)

  const posting = new RegExp(`^/channels/${thread.id}/messages$`)
  discord.fault('POST', posting, 'cut after')
  vendor.behaviour.renderMs = 1
  const [shown] = await expectClips(world, 1)
  expect(shown?.channel_id).toBe(thread.id)
  expect(discord.callsTo('POST', posting)[0]).toMatchObject({ status: null, files: [{ size: expect.any(Number) }] })
})

test('without a permission one private sentence says so, and nothing is spent', async () => {
  const { discord, vendor, ann, dataDir, start } = await setUp()
  discord.channel.permissions &= ~Bits.AttachFiles
  const bot = await start()
  const asked = discord.command(ann, discord.channel, 't2v', { prompt: 'a paper boat', model: 'remote' })
  await until(() => expect(privateText(discord, asked)).toContain('Attach Files'))
  await bot.logged(({ msg }) => msg === 'command refused')
  const entries = (): string[] => readBooks(dataDir).generations.flatMap((one) => one.entries.map(({ kind }) => kind))
  await expect.poll(entries, { timeout: 10_000 }).toEqual(['hold', 'refund'])
  expect([asked.original, ...asked.followUps]).toHaveLength(1)
  expect(everyMessage(discord)).toEqual([])
  expect(vendor.jobs).toEqual([])
  expect(readBooks(dataDir).balance).toBe(10_000)
})

test('a video is made anew from the file of a member', async () => {
  const world = await setUp()
  const { discord, vendor, ann } = world
  const video = discord.cdnFile('walk.mp4', 'video/mp4', clip, forEver)
  await world.start()
  discord.command(ann, discord.channel, 'v2v', { video, prompt: 'as an oil painting', model: 'remote' })
  const { thread } = await threadIn(discord)
  const [shown] = await expectClips(world, 1)
  expect(shown?.channel_id).toBe(thread.id)
  expect(vendor.jobs).toMatchObject([{ mode: 'v2v', prompt: 'as an oil painting', inputs: [{ role: 'video', mediaType: 'video/mp4' }] }])
})

test.each([
  ['that Discord speaks of', 'said'],
  ['that Discord only has when the clip comes (413)', 'bytes'],
] as const)('a clip over the limit %s arrives smaller', async (_what, which) => {
  const world = await setUp()
  const { discord, vendor, ann } = world
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-large-'))
  await makeMp4(join(folder, 'large.mp4'), { width: 320, height: 180, fps: 12, durationSeconds: 1, codec: 'avc', draw: noise })
  vendor.behaviour.clip = await readFile(join(folder, 'large.mp4'))
  await rm(folder, { recursive: true })
  const limitBytes = Math.floor(vendor.behaviour.clip.byteLength / 2)
  discord.limits[which] = limitBytes
  await world.start()
  discord.command(ann, discord.channel, 't2v', { prompt: 'snow', model: 'remote' })
  const [shown] = await expectClips(world, 1)
  expect(shown?.attachments[0]?.size).toBeLessThanOrEqual(limitBytes)
  expect(shown?.attachments[0]?.size).toBeGreaterThan(1000)
  expect(discord.calls.some(({ status }) => status === 413)).toBe(which === 'bytes')
})
