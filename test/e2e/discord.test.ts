import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PermissionFlagsBits as Bits, ChannelType } from 'discord.js'
import { beforeAll, expect, test } from 'vitest'
import { makeJpeg, makeMp4, noise } from '../media/fixtures.ts'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import type { Person } from '../platforms/discord/fake/people.ts'
import { botId, type FakeChannel, type FakeMessage } from '../platforms/discord/fake/world.ts'
import { privateText, until, untilRegistered } from '../platforms/discord/scene.ts'
import { readBooks } from '../support/books.ts'
import type { Bot } from '../support/bot.ts'
import { discordEnv, openRemoteWorld, paidOnce, type RemoteWorld } from '../support/remote-world.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

const forEver = 600_000
const tokenMs = 15 * 60_000

// One process meets everything here, each in a channel of its own; only the last test starts another.
const later = laterInFile()
let discord: FakeDiscord
let world: RemoteWorld
let bot: Bot
let ann: Person

beforeAll(async () => {
  discord = await startFakeDiscord()
  later(async () => expect(discord.broken()).toEqual([]))
  later(() => discord.stop())
  world = await openRemoteWorld(discordEnv(discord), later)
  bot = await world.start()
  await untilRegistered(discord)
  ann = discord.person()
})

const newChannel = (): FakeChannel => discord.place(ChannelType.GuildText)
const clipsIn = ({ messages }: FakeChannel): FakeMessage[] =>
  messages.filter(({ attachments }) => attachments.some(({ filename }) => filename.endsWith('.mp4')))

/** The first message of the only request in a channel, and the thread on it. */
const threadIn = (channel: FakeChannel) =>
  until(() => {
    const [root, ...others] = channel.messages
    const thread = discord.world.channels.get(root?.id ?? '')
    if (!root || !thread || others.length > 0) throw new Error('there is not one first message with a thread')
    return { root, thread }
  })

/** Waits for so many clips more than the jobs that the vendor had: each shown once in that thread, made once and paid once. */
const expectClips = async (thread: FakeChannel, count: number, before: number): Promise<FakeMessage> => {
  const paid = () => readBooks(world.dataDir).generations.filter(({ state }) => state !== 'canceled')
  await expect.poll(paid).toMatchObject(Array(before + count).fill(paidOnce))
  expect(world.vendor.jobs).toHaveLength(before + count)
  expect(clipsIn(thread)).toHaveLength(count)
  expect([...discord.world.channels.values()].flatMap(clipsIn)).toHaveLength(before + count)
  return clipsIn(thread)[0] as FakeMessage
}

test('a slash command is acknowledged and brings its clip into a thread; a prompt is shown as it was typed and calls nobody', async () => {
  const { vendor, dataDir } = world
  const channel = newChannel()
  const prompt = '@everyone [x](http://y) ||z|| <@123>'
  const [before, { balance }] = [vendor.jobs.length, readBooks(dataDir)]
  const asked = discord.command(ann, channel, 't2v', { prompt, model: 'remote', seed: 42 })
  const { root, thread } = await threadIn(channel)
  expect(asked.acknowledgedAfterMs).not.toBeNull()
  const shown = await expectClips(thread, 1, before)

  expect(shown.attachments.map(({ content_type }) => content_type)).toEqual(['video/mp4'])
  expect(vendor.jobs.at(-1)).toMatchObject({ mode: 't2v', prompt, seed: 42 })
  expect(readBooks(dataDir).balance).toBe((balance || 10_000) - 7)
  for (const message of [root, ...thread.messages]) {
    const { text, obeyed } = discord.shown(message)
    expect(text).toContain(prompt)
    // The number of a clip is bold, and the facts are small.
    expect(obeyed.filter((sign) => !['-# ', '**'].includes(sign) && sign !== `<@${ann.id}>`)).toEqual([])
    expect(message.pings.filter((called) => called !== ann.id)).toEqual([])
  }
})

test('a mention in answer to a clip makes it again in its thread with these words, and so does a number', async () => {
  const { vendor } = world
  const before = vendor.jobs.length
  const channel = newChannel()
  discord.command(ann, channel, 't2v', { prompt: 'a fox in the snow.', model: 'remote', seed: 42 })
  const { thread } = await threadIn(channel)
  const clip = await expectClips(thread, 1, before)
  discord.write(ann, thread, `<@${botId}> colder, at night`, { answers: clip, pings: true })
  await until(() => expect(clipsIn(thread)).toHaveLength(2))
  expect(vendor.jobs.at(-1)).toMatchObject({ mode: 't2v', prompt: 'a fox in the snow, colder, at night', seed: 42 })
  discord.write(ann, thread, `<@${botId}> 1 but in summer`)
  await until(() => expect(clipsIn(thread)).toHaveLength(3))
  expect(vendor.jobs.at(-1)).toMatchObject({ prompt: 'a fox in the snow, in summer' })
  discord.write(ann, thread, `<@${botId}> 9 but in summer`)
  await until(() => expect(discord.shown(thread.messages.at(-1) as FakeMessage).text).toContain('no clip 9 in this thread'))
  expect(vendor.jobs).toHaveLength(before + 3)
  discord.write(ann, channel, `<@${botId}> t2v a hare --model remote`)
  await until(() => expect(channel.messages.filter(({ author }) => author.bot)).toHaveLength(2))
  await until(() => expect(vendor.jobs.at(-1)).toMatchObject({ prompt: 'a hare' }))
  await expect.poll(() => readBooks(world.dataDir).generations.filter(({ state }) => state === 'delivered').length).toBe(before + 4)
})

test('without a permission one private sentence says so, and nothing is spent', async () => {
  const { vendor, dataDir } = world
  const [{ jobs }, { balance }] = [vendor, readBooks(dataDir)]
  const before = jobs.length
  const channel = newChannel()
  channel.permissions &= ~Bits.AttachFiles
  const asked = discord.command(ann, channel, 't2v', { prompt: 'a paper boat', model: 'remote' })
  await until(() => expect(privateText(discord, asked)).toContain('Attach Files'))
  await bot.logged(({ msg }) => msg === 'command refused')
  const entries = () =>
    readBooks(dataDir)
      .generations.at(-1)
      ?.entries.map(({ kind }) => kind)
  await expect.poll(entries).toEqual(['hold', 'refund'])
  expect([asked.original, ...asked.followUps]).toHaveLength(1)
  expect(channel.messages).toEqual([])
  expect(jobs).toHaveLength(before)
  expect(readBooks(dataDir).balance).toBe(balance)
})

test('a video is made anew from the file of a member', async () => {
  const { vendor } = world
  const before = vendor.jobs.length
  const channel = newChannel()
  const video = discord.cdnFile('walk.mp4', 'video/mp4', vendor.behaviour.clip, forEver)
  discord.command(ann, channel, 'v2v', { video, prompt: 'as an oil painting', model: 'remote' })
  await expectClips((await threadIn(channel)).thread, 1, before)
  const inputs = [{ role: 'video', mediaType: 'video/mp4' }]
  expect(vendor.jobs.at(-1)).toMatchObject({ mode: 'v2v', prompt: 'as an oil painting', inputs })
})

test.each([
  ['that Discord speaks of', 'said'],
  ['that Discord only has when the clip comes (413)', 'bytes'],
] as const)('a clip over the limit %s arrives smaller', async (_what, which) => {
  const [{ behaviour, jobs }, limits, calls] = [world.vendor, { ...discord.limits }, discord.calls.length]
  const [{ clip }, before] = [behaviour, jobs.length]
  const path = join(await temporaryFolder(), 'large.mp4')
  await makeMp4(path, { width: 320, height: 180, fps: 12, durationSeconds: 1, codec: 'avc', draw: noise })
  behaviour.clip = await readFile(path)
  const limitBytes = Math.floor(behaviour.clip.byteLength / 2)
  discord.limits[which] = limitBytes
  const channel = newChannel()
  discord.command(ann, channel, 't2v', { prompt: 'snow', model: 'remote' })
  const shown = await expectClips((await threadIn(channel)).thread, 1, before).finally(() => {
    behaviour.clip = clip
    Object.assign(discord.limits, limits)
  })
  expect(shown.attachments[0]?.size).toBeLessThanOrEqual(limitBytes)
  expect(shown.attachments[0]?.size).toBeGreaterThan(1000)
  expect(discord.calls.slice(calls).some(({ status }) => status === 413)).toBe(which === 'bytes')
})

test('a clip arrives once although its answer was lost and the interaction’s token ran out long before', async () => {
  const { jobs, behaviour } = world.vendor
  const before = jobs.length
  behaviour.renderMs = forEver
  const channel = newChannel()
  const asked = discord.command(ann, channel, 't2v', { prompt: 'a slow river', model: 'remote' })
  const { thread } = await threadIn(channel)
  await expect.poll(() => jobs).toHaveLength(before + 1)
  discord.world.advance(tokenMs + 1)
  const late = await fetch(`${discord.apiUrl}/v10/webhooks/1/${asked.token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ content: 'too late' }),
  })
  expect(late.status).toBe(401)

  const posting = new RegExp(`^/channels/${thread.id}/messages$`)
  discord.fault('POST', posting, 'cut after')
  behaviour.renderMs = 1
  await expectClips(thread, 1, before)
  expect(discord.callsTo('POST', posting)[0]).toMatchObject({ status: null, files: [{ size: expect.any(Number) }] })
})

test('a killed process goes on with the picture whose link has died, posts one clip, and its button works', async () => {
  const { jobs, behaviour } = world.vendor
  const before = jobs.length
  const folder = await temporaryFolder()
  await makeJpeg(join(folder, 'photo.jpg'), { width: 64, height: 36 })
  const image = discord.cdnFile('photo.jpg', 'image/jpeg', await readFile(join(folder, 'photo.jpg')), forEver)
  behaviour.renderMs = forEver
  const channel = newChannel()
  discord.command(ann, channel, 'i2v', { image, prompt: 'slow push-in', model: 'remote', seed: 42 })
  const { thread } = await threadIn(channel)
  // What was taken was read before.
  await expect.poll(() => jobs).toHaveLength(before + 1)
  discord.world.advance(forEver + 1)
  expect((await fetch(image.url)).status).toBe(404)
  await bot.kill()

  behaviour.renderMs = 1
  bot = await world.start()
  const shown = await expectClips(thread, 1, before)
  const inputs = [{ role: 'firstFrame', width: 64, height: 36 }]
  expect(jobs.at(-1)).toMatchObject({ mode: 'i2v', inputs })

  discord.press(ann, thread, shown, 'Reroll')
  await expectClips(thread, 2, before)
  expect(jobs.at(-1)).toMatchObject({ mode: 'i2v', prompt: 'slow push-in', inputs })
  expect(jobs.at(-1)?.seed).not.toBe(42)
})
