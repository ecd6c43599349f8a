import { expect, test } from 'vitest'
import type { Bot } from '../support/bot.ts'
import type { Chat } from '../support/first-frame/chat.ts'
import { checkExample } from '../support/first-frame/check-example.ts'
import { openConsoleChat } from '../support/first-frame/on-console.ts'
import { openDiscordChat } from '../support/first-frame/on-discord.ts'
import { openSlackChat } from '../support/first-frame/on-slack.ts'
import { openWebChat } from '../support/first-frame/on-web.ts'
import { skyMask } from '../support/first-frame/painter.ts'
import { type Example, openExample } from '../support/first-frame/world.ts'
import { laterInFile, temporaryFolder } from '../support/temporary-folder.ts'

const later = laterInFile()
/** Fifteen pictures are drawn, each by a process of its own. */
const patienceMs = 300_000
// The preview renderer makes 320×180 here, as `world.ts` says.
const mask = skyMask({ width: 320, height: 180 })

/** A program of its own, in a chat or alone. */
const openWorld = async (env: Record<string, string>): Promise<Example> => {
  const world = await openExample(await temporaryFolder(later), env)
  later(() => world.stop())
  return world
}

/** Goes through the example, and looks at what came of it. */
const goThrough = async (chat: Chat, world: Example): Promise<void> => {
  await chat.choose()
  await chat.fix(mask)
  await chat.animate()
  await expect.poll(async () => (await checkExample(world, mask)).broken).toEqual([])
}

test(
  'on Discord ten stills are one message, and the clip of the fixed one begins with it',
  async () => {
    const discord = await openDiscordChat()
    later(() => discord.stop())
    const world = await openWorld(discord.env)
    await world.start()
    await discord.registered()
    await discord.chat.still()
    expect(discord.chat.counted()).toEqual({ messages: 1, edits: expect.any(Number), uploads: 1 })
    expect(discord.chat.counted().edits).toBeLessThanOrEqual(8)
    await goThrough(discord.chat, world)
    // The one that people see is the one that was kept.
    const { clip } = await checkExample(world, mask)
    expect(Buffer.from(await discord.clip()).equals(await world.fileOf(clip))).toBe(true)
    expect(discord.discord.broken()).toEqual([])
  },
  patienceMs,
)

test(
  'on Slack ten stills are one message, and the clip of the fixed one begins with it',
  async () => {
    const slack = await openSlackChat()
    later(() => slack.stop())
    const world = await openWorld(slack.env)
    await world.start()
    await slack.chat.still()
    expect(slack.chat.counted()).toEqual({ messages: 1, edits: expect.any(Number), uploads: 1 })
    expect(slack.chat.counted().edits).toBeLessThanOrEqual(8)
    await goThrough(slack.chat, world)
  },
  patienceMs,
)

test(
  'on the page ten stills are one message, and the clip of the fixed one begins with it',
  async () => {
    const world = await openWorld({})
    const bot: Bot = await world.start()
    const chat = openWebChat(() => bot)
    await chat.still()
    expect(chat.counted().messages).toBe(1)
    await goThrough(chat, world)
  },
  patienceMs,
)

test(
  'in a terminal each line is a process, and the clip of the fixed still begins with it',
  async () => {
    const world = await openWorld({})
    const chat = openConsoleChat(world)
    await chat.still()
    // A line for the whole, and one with its file for each still.
    expect(chat.counted()).toEqual({ messages: 11, edits: 0, uploads: 10 })
    await goThrough(chat, world)
  },
  patienceMs,
)
