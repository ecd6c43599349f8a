import { ChannelType } from 'discord.js'
import { beforeAll, expect, test } from 'vitest'
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
