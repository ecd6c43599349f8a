import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { Refusal } from '../platforms/discord/fake/refusal.ts'
import { privateText, until } from '../platforms/discord/scene.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { appToken, botToken } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { readBooks } from '../support/books.ts'
import { type Bot, startBot } from '../support/bot.ts'
import { smallClip } from '../support/small-clip.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { startVendor } from '../support/vendor-server.ts'

const always = 10_000
const messages = /^\/channels\/\d+\/messages$/
const original = /^\/webhooks\/.*@original$/
const callback = /^\/interactions\//
const down = () => new Refusal(503, 0, 'upstream connect error')
const paid = { state: 'delivered', attempts: [{ state: 'accepted' }], entries: [{ kind: 'hold' }, { kind: 'settle' }] }
let clip: Uint8Array

beforeAll(async () => {
  clip = await smallClip()
})

/** The real process on a folder of its own, to be killed and started again. */
const openProcess = async (env: Record<string, string>) => {
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
      bot = await startBot({ dataDir, env: { ...env, MOODREEL_TEST_VENDOR_URL: vendor.url } })
      return bot
    },
    expectOneClip: async () => {
      await expect.poll(() => readBooks(dataDir).generations, { timeout: 20_000 }).toMatchObject([paid])
      expect(vendor.jobs).toHaveLength(1)
    },
  }
}

describe('a process that is killed after Discord was answered', () => {
  const setUp = async () => {
    const discord = await startFakeDiscord()
    onTestFinished(() => discord.stop())
    return { discord, ann: discord.person(), ...(await openProcess({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })) }
  }

  test('and before anything else was done makes the clip at its next start, once, and says where', async () => {
    const { discord, ann, start, expectOneClip } = await setUp()
    const bot = await start()
    discord.fault('POST', messages, down(), always)
    const asked = discord.command(ann, discord.channel, 't2v', { prompt: 'a boat', model: 'remote' })
    await until(() => expect(asked.acknowledgedAfterMs).not.toBeNull())
    await bot.kill()
    discord.heal()

    await start()
    await expectOneClip()
    await until(() => expect(privateText(discord, asked)).toContain('Your clip is on its way.'))
    expect(discord.channel.messages).toHaveLength(1)
    expect(discord.callsTo('POST', callback).filter(({ status }) => status === 204)).toHaveLength(1)
  })

  test('answers at its next start what it could not answer before', async () => {
    const { discord, ann, start } = await setUp()
    const bot = await start()
    discord.fault('PATCH', original, down(), always)
    const asked = discord.command(ann, discord.channel, 'quota', {})
    await until(() => expect(discord.callsTo('PATCH', original).length).toBeGreaterThan(0))
    await bot.kill()
    discord.heal()

    await start()
    await until(() => expect(privateText(discord, asked)).toContain('clips left today'))
  })

  test('leaves alone what Discord says was never answered', async () => {
    const { discord, ann, start, vendor } = await setUp()
    const bot = await start()
    discord.fault('POST', callback, down(), always)
    const asked = discord.command(ann, discord.channel, 't2v', { prompt: 'a boat', model: 'remote' })
    await until(() => expect(discord.callsTo('POST', callback).length).toBeGreaterThan(0))
    await bot.kill()
    discord.heal()
    discord.world.advance(4_000)

    const next = await start()
    await next.logged(({ msg }) => msg === 'an interaction came too late to be answered; it is left alone')
    expect([asked.acknowledgedAfterMs, vendor.jobs.length, discord.channel.messages.length]).toEqual([null, 0, 0])
  })
})

describe('a process that is killed after Slack was answered', () => {
  const setUp = async () => {
    const slack = await openFakeSlack()
    const env = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl }
    return { slack, ada: personOf(slack), ...(await openProcess(env)) }
  }
  const broken = Array.from({ length: always }, () => ({ kind: 'error', error: 'service_unavailable' }) as const)

  test.each([
    ['a command', (ada: ReturnType<typeof personOf>) => ada.command('/t2v', 'a boat --model remote')],
    ['a mention', (ada: ReturnType<typeof personOf>) => ada.mention('t2v a boat --model remote')],
  ])('goes on with %s at its next start, and posts its clip once', async (_, say) => {
    const { slack, ada, start, expectOneClip } = await setUp()
    const bot = await start()
    slack.fault('chat.postMessage', ...broken)
    await say(ada)
    await bot.kill()
    slack.faults.clear()

    await start()
    await expectOneClip()
    await expect.poll(async () => (await slack.messages()).length).toBe(1)
    const [root] = await slack.messages()
    await expect.poll(async () => (await slack.messages({ thread: root?.ts ?? '' })).filter(({ files }) => files.length > 0).length).toBe(1)
  })
})
