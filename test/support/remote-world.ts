import { expect, onTestFinished } from 'vitest'
import type { FakeDiscord } from '../platforms/discord/fake/discord.ts'
import { appToken, botToken, type FakeSlack } from '../platforms/slack/fake/slack.ts'
import { readBooks } from './books.ts'
import { type Bot, startBot } from './bot.ts'
import { smallClip } from './small-clip.ts'
import { type Later, temporaryFolder } from './temporary-folder.ts'
import { startVendor, type Vendor } from './vendor-server.ts'

/** The real program and a vendor that outlives it, for what happens when the program ends and starts again. */
export interface RemoteWorld {
  dataDir: string
  vendor: Vendor
  /** Starts the program on the world's data folder; the one before must have ended. */
  start(): Promise<Bot>
}

const creditsOfATier = 10_000
const creditsOfAClip = 7

let clip: Promise<Uint8Array> | undefined

/** With these the program talks to a Discord and to a Slack of the tests. */
export const discordEnv = ({ token, apiUrl }: FakeDiscord) => ({ DISCORD_TOKEN: token, DISCORD_API_URL: apiUrl })
export const slackEnv = ({ apiUrl }: FakeSlack) => ({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl })

/** How the books hold a clip that arrived. */
export const paidOnce = { state: 'delivered', attempts: [{ state: 'accepted' }], entries: [{ kind: 'hold' }, { kind: 'settle' }] }

/** All is gone when the test is. */
export const openRemoteWorld = async (env: Record<string, string> = {}, later: Later = onTestFinished): Promise<RemoteWorld> => {
  const dataDir = await temporaryFolder(later)
  clip ??= smallClip()
  const vendor = await startVendor(await clip)
  let bot: Bot | undefined
  later(async () => {
    await bot?.kill()
    await vendor.close()
  })
  return {
    dataDir,
    vendor,
    async start() {
      bot = await startBot({ dataDir, env: { ...env, MOODREEL_TEST_VENDOR_URL: vendor.url } })
      return bot
    },
  }
}

/** Four clips that the vendor has, one of which it has not answered yet, and one that waits for its turn: all slots are taken. */
export const fillSlots = async (bot: Bot, { vendor }: RemoteWorld): Promise<void> => {
  const { jobs, behaviour } = vendor
  const reached = (stage: string, clips: number) => {
    const begun = () => bot.log.filter((line) => line['stage'] === stage && line.msg === 'stage begins')
    return expect.poll(() => new Set(begun().map((line) => line['generation'])).size).toBe(clips)
  }
  behaviour.holds = /^held/
  const before = jobs.length
  for (let at = 1; at <= 3; at += 1) await bot.say(`/t2v held ${at} --model remote`)
  await reached('poll', 3)
  behaviour.submitDelayMs = 60_000
  await bot.say('/t2v an answer that is lost --model remote')
  await expect.poll(() => jobs.length).toBe(before + 4)
  behaviour.submitDelayMs = 0
  await bot.say('/t2v in line --model remote')
  await reached('slot', 5)
}

/** Says a line and kills the process as soon as a stage of its clip logs this. */
export const killAt = async (bot: Bot, stage: string, msg: 'stage begins' | 'stage ends'): Promise<void> => {
  const seen = bot.log.length
  await bot.say(`/t2v ${stage} ${msg} --model remote`)
  await bot.logged((line) => line['stage'] === stage && line.msg === msg && bot.log.indexOf(line) >= seen)
  await bot.kill()
}

/** Waits until nothing is under way, then checks everything that must hold whatever happened before; `asked` counts no canceled clips. */
export const expectOrder = async (bot: Bot, { dataDir, vendor }: RemoteWorld, asked: number): Promise<void> => {
  await expect
    .poll(
      () =>
        readBooks(dataDir)
          .generations.filter((one) => one.state !== 'delivered' && one.state !== 'canceled')
          .map((one) => one.state),
      { timeout: 60_000 },
    )
    .toEqual([])
  const books = readBooks(dataDir)
  const generations = books.generations.filter((one) => one.state !== 'canceled')
  expect(generations).toHaveLength(asked)

  const messages = await bot.messages()
  const clips = messages.filter((message) => message.post?.kind === 'clip').flatMap((message) => message.post?.generationIds ?? [])
  expect(clips.toSorted()).toEqual(generations.map((one) => one.id).toSorted())
  expect(messages.filter(({ post }) => post?.kind === 'failure' && post.text !== 'Canceled.')).toEqual([])

  // What the vendor took is what would be paid: once for each clip, never for an attempt that we do not know.
  const accepted = generations.flatMap((one) => one.attempts.filter((attempt) => attempt.state === 'accepted'))
  const made = vendor.jobs.filter((job) => job.state !== 'canceled')
  expect(made.map((job) => job.attempt).toSorted()).toEqual(accepted.map((attempt) => attempt.id).toSorted())
  expect(accepted).toHaveLength(asked)

  for (const one of generations) {
    expect(one.entries.map((entry) => entry.kind).toSorted()).toEqual(['hold', 'settle'])
    expect(one.slot).toBe('released')
  }
  expect(books.balance).toBe(creditsOfATier - creditsOfAClip * asked)
}
