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

/** Waits until nothing is under way, then checks everything that must hold whatever happened before. */
export const expectOrder = async (bot: Bot, { dataDir, vendor }: RemoteWorld, asked: number): Promise<void> => {
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

  const messages = await bot.messages()
  const clips = messages.filter((message) => message.post?.kind === 'clip').flatMap((message) => message.post?.generationIds ?? [])
  expect(clips.toSorted()).toEqual(generations.map((one) => one.id).toSorted())
  expect(messages.filter((message) => message.post?.kind === 'failure')).toEqual([])

  // What the vendor took is what would be paid: once for each clip, never for an attempt that we do not know.
  const accepted = generations.flatMap((one) => one.attempts.filter((attempt) => attempt.state === 'accepted'))
  expect(vendor.jobs.map((job) => job.attempt).toSorted()).toEqual(accepted.map((attempt) => attempt.id).toSorted())
  expect(accepted).toHaveLength(asked)

  for (const one of generations) {
    expect(one.entries.map((entry) => entry.kind).toSorted()).toEqual(['hold', 'settle'])
    expect(one.slot).toBe('released')
  }
  expect(balance).toBe(creditsOfATier - creditsOfAClip * asked)
}
