import { expect, onTestFinished, test } from 'vitest'
import { startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { Refusal } from '../platforms/discord/fake/refusal.ts'
import { privateText, until, untilRegistered } from '../platforms/discord/scene.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { readBooks } from '../support/books.ts'
import type { LogLine } from '../support/bot.ts'
import { discordEnv, openRemoteWorld, paidOnce, slackEnv } from '../support/remote-world.ts'

const always = 10_000
const messages = /^\/channels\/\d+\/messages$/
const original = /^\/webhooks\/.*@original$/
const callback = /^\/interactions\//
const down = () => new Refusal(503, 0, 'upstream connect error')

// One kill meets a process that has answered Discord and Slack, and could do nothing of what they wanted.
test('killed after a chat was answered, a process does at its next start what was asked, once, and leaves alone what was not answered', async () => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const slack = await openFakeSlack()
  const [ann, ada] = [discord.person(), personOf(slack)]
  const { dataDir, vendor, start } = await openRemoteWorld({ ...discordEnv(discord), ...slackEnv(slack) })
  const bot = await start()
  await untilRegistered(discord)
  discord.fault('POST', messages, down(), always)
  discord.fault('PATCH', original, down(), always)
  slack.fault('chat.postMessage', ...Array.from({ length: always }, () => ({ kind: 'error', error: 'service_unavailable' }) as const))
  const clip = discord.command(ann, discord.channel, 't2v', { prompt: 'a boat', model: 'remote' })
  const quota = discord.command(ann, discord.channel, 'quota', {})
  await until(() => expect([clip, quota].map(({ acknowledgedAfterMs }) => acknowledgedAfterMs)).not.toContain(null))
  await until(() => expect(discord.callsTo('PATCH', original).length).toBeGreaterThan(0))
  discord.fault('POST', callback, down(), always)
  const refused = () => discord.callsTo('POST', callback).filter(({ status }) => status === 503)
  const late = discord.command(ann, discord.channel, 't2v', { prompt: 'too late', model: 'remote' })
  await until(() => expect(refused().length).toBeGreaterThan(0))
  await ada.command('/t2v', 'a boat --model remote')
  await ada.mention('t2v a boat --model remote')
  await bot.kill()
  discord.heal()
  slack.heal()
  discord.world.advance(4_000)

  const next = await start()
  // A machine that is busy enough makes it late before the kill already.
  const isLeft = ({ msg }: LogLine) => msg === 'an interaction came too late to be answered; it is left alone'
  if (!bot.log.some(isLeft)) await next.logged(isLeft)
  await expect.poll(() => readBooks(dataDir).generations).toMatchObject([paidOnce, paidOnce, paidOnce])
  expect(vendor.jobs.map(({ prompt }) => prompt)).toEqual(['a boat', 'a boat', 'a boat'])
  // It was said that the clip was on its way, and that is over.
  await until(() => expect(JSON.stringify(discord.callsTo('PATCH', original))).toContain('Your clip is on its way.'))
  await until(() => expect(privateText(discord, clip)).toBe(''))
  await until(() => expect(privateText(discord, quota)).toContain('left today'))
  expect(late.acknowledgedAfterMs).toBe(null)
  expect(discord.channel.messages).toHaveLength(1)
  // The two that were answered, and nothing was answered twice.
  expect(discord.callsTo('POST', callback).filter(({ status }) => status === 204)).toHaveLength(2)

  await expect.poll(async () => (await slack.messages()).length).toBe(2)
  for (const { ts } of await slack.messages()) {
    const clips = async () => (await slack.messages({ thread: ts })).filter(({ files }) => files.length > 0)
    await expect.poll(async () => (await clips()).length).toBe(1)
  }
})
