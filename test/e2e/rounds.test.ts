import { ChannelType } from 'discord.js'
import { beforeAll, expect, test, vi } from 'vitest'
import { type FakeDiscord, startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { buttonsOf } from '../platforms/discord/fake/message-rules.ts'
import { until, untilRegistered } from '../platforms/discord/scene.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import type { FakeMessage, FakeSlack } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { readBooks } from '../support/books.ts'
import { discordEnv, openRemoteWorld, paidOnce, type RemoteWorld, slackEnv } from '../support/remote-world.ts'
import { laterInFile } from '../support/temporary-folder.ts'

// One process, which is in both chats.
const later = laterInFile()
let discord: FakeDiscord
let slack: FakeSlack
let world: RemoteWorld

beforeAll(async () => {
  discord = await startFakeDiscord()
  later(async () => expect(discord.broken()).toEqual([]))
  later(() => discord.stop())
  slack = await openFakeSlack(later)
  world = await openRemoteWorld({ ...discordEnv(discord), ...slackEnv(slack) }, later)
  await world.start()
  await untilRegistered(discord)
})

/** The generations of a request, once all of them arrived: each made and paid once. */
const made = async (before: number, takes: number): Promise<string[]> => {
  const all = () => readBooks(world.dataDir).generations.slice(before)
  await expect.poll(all).toMatchObject(Array(takes).fill(paidOnce))
  expect(world.vendor.jobs).toHaveLength(before + takes)
  return all().map(({ id }) => id)
}

test('on Discord four takes are one message, whose row is for the chosen one, and the first message ends with their sheet', async () => {
  const before = world.vendor.jobs.length
  const ann = discord.person()
  const channel = discord.place(ChannelType.GuildText)
  discord.command(ann, channel, 't2v', { prompt: 'four paper cranes', model: 'remote', takes: 4 })
  const ids = await made(before, 4)
  const root = channel.messages[0]
  const thread = discord.world.channels.get(root?.id ?? '')
  const [round, ...others] = thread?.messages ?? []
  if (!round || !thread || !root) throw new Error('no clip came')
  expect(others).toEqual([])
  expect(round.attachments.map(({ filename }) => filename).toSorted()).toEqual(ids.map((id) => `moodreel-${id}.mp4`).toSorted())
  await until(() =>
    expect(root.attachments.map(({ filename }) => filename)).toEqual([expect.stringMatching(/^moodreel-[0-9a-f]{16}\.jpg$/)]),
  )

  discord.press(ann, thread, round, '3')
  await until(() => expect(buttonsOf(round.components).has('👍 for 3')).toBe(true))
  discord.pick(ann, thread, round, 'Delete 3')
  await until(() => expect(round.attachments.map(({ filename }) => filename)).not.toContain(`moodreel-${ids[2]}.mp4`))
  expect(round.attachments).toHaveLength(3)
})

test('on Slack three takes are one message of ours beside their films, whose row is for the chosen one', async () => {
  const before = world.vendor.jobs.length
  const ada = personOf(slack)
  await ada.command('/t2v', 'three paper cranes --takes 3 --model remote')
  await made(before, 3)
  const [root] = await slack.messages()
  const thread = () => slack.messages({ thread: root?.ts ?? '' })
  const films = async () => (await thread()).filter(({ files }) => files.length > 0)
  const words = async (): Promise<FakeMessage> => {
    const [one, ...others] = (await thread()).filter(({ blocks }) => JSON.stringify(blocks).includes('cranes'))
    expect(others).toEqual([])
    return one as FakeMessage
  }
  expect(await films()).toHaveLength(3)
  const { ts } = await words()
  await ada.press(await words(), '2')
  await expect.poll(async () => JSON.stringify((await words()).blocks)).toContain('👍 for 2')
  await ada.pick(await words(), 'Delete 2')
  await expect.poll(films).toHaveLength(2)
  await expect.poll(async () => JSON.stringify((await words()).blocks)).not.toContain('👍 for 2')
  expect((await words()).ts).toBe(ts)
})

test('on Discord ten stills are one message in eight edits with one upload, and what is made of one comes into its thread', async () => {
  const [ann, bob] = [discord.person(), discord.person()]
  const channel = discord.place(ChannelType.GuildText)
  const before = discord.calls.length
  discord.command(ann, channel, 'still', { prompt: 'a keeper at a lighthouse', model: 'local', takes: 10, resolution: '360p' })
  // Ten are drawn one after the other.
  await expect.poll(() => channel.messages[0]?.attachments, { timeout: 90_000 }).toHaveLength(1)
  const [root, ...others] = channel.messages
  if (!root) throw new Error('nothing came')
  const thread = discord.world.channels.get(root.id)
  expect([others, thread?.messages]).toEqual([[], []])
  const calls = discord.calls
    .slice(before)
    .filter(({ path }) => path.includes(`/messages/${root.id}`) || path.endsWith(`/${channel.id}/messages`))
  const edits = calls.filter(({ method }) => method === 'PATCH')
  expect(edits.length).toBeLessThanOrEqual(8)
  expect(edits.flatMap(({ files }) => files)).toHaveLength(1)
  expect([...buttonsOf(root.components).keys()].slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, at) => `${at + 1}`))

  // Two people star in the same instant, and each sees theirs large.
  const seen = [discord.press(ann, channel, root, '3'), discord.press(bob, channel, root, '5')]
  await until(() => expect(seen.map(({ followUps }) => followUps.flatMap(({ attachments }) => attachments).length)).toEqual([1, 1]))
  await until(() => expect([...buttonsOf(root.components).keys()]).toEqual(expect.arrayContaining(['3 ★', '5 ★'])))
  const chosen = [...buttonsOf(root.components).keys()].find((label) => label.startsWith('More like '))
  expect(['More like 3', 'More like 5']).toContain(chosen)
  discord.press(bob, channel, root, chosen ?? '')
  await until(() => expect(thread?.messages.length).toBe(1))
  expect(channel.messages).toHaveLength(1)
  // A round is drawn meanwhile, and a busy machine draws slowly.
  await vi.waitFor(() => expect(thread?.messages[0]?.attachments).toHaveLength(1), { timeout: 90_000, interval: 20 })
})

test('on Slack ten stills are one message in eight edits with one upload', async () => {
  const ada = personOf(slack)
  const before = { updates: slack.called('chat.update').length, files: slack.called('files.completeUploadExternal').length }
  await ada.command('/still', 'a keeper by the sea --takes 10 --model local --resolution 360p')
  const root = async () => (await slack.messages()).findLast(({ blocks }) => JSON.stringify(blocks).includes('by the sea'))
  await expect.poll(async () => JSON.stringify((await root())?.blocks), { timeout: 60_000 }).toContain('slack_file')
  expect(slack.called('chat.update').length - before.updates).toBeLessThanOrEqual(8)
  expect(slack.called('files.completeUploadExternal').length - before.files).toBe(1)
  expect(await slack.messages({ thread: (await root())?.ts ?? '' })).toEqual([])
  await ada.press((await root()) as FakeMessage, '4')
  await expect.poll(async () => JSON.stringify((await root())?.blocks)).toContain('Animate 4')
  expect(JSON.stringify((await root())?.blocks)).toContain('4 ★')
})
