import { PermissionFlagsBits as Bits } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { untilRegistered } from '../platforms/discord/scene.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { discordEnv, openRemoteWorld, slackEnv } from '../support/remote-world.ts'

// `npm run crowd` does it for many rounds.
test('whoever asks in the same instant for charts and tables, at both chats, is answered with a file, and again', async () => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const slack = await openFakeSlack()
  const { start } = await openRemoteWorld({ ...discordEnv(discord), ...slackEnv(slack) })
  const bot = await start()
  await untilRegistered(discord)
  const ada = personOf(slack)
  let files = 0
  for (const count of [2, 12, 31, 12]) {
    files += count
    const people = Array.from({ length: count }, () => discord.person({ permissions: Bits.ManageGuild }))
    const asked = people.map((person, at) => {
      if (at % 3 === 2) return discord.command(person, discord.channel, 'history', { csv: true })
      return discord.command(person, discord.channel, at % 3 === 0 ? 'quota' : 'mod usage', {})
    })
    await Promise.all(people.map(() => ada.command('/moodreel', 'quota')))
    const answered = () => asked.map(({ original }) => (original?.attachments.length ?? 0) > 0)
    await expect.poll(answered, { timeout: 60_000 }).toEqual(Array(count).fill(true))
    await expect.poll(() => slack.called('files.completeUploadExternal').length, { timeout: 60_000 }).toBe(files)
  }
  expect(bot.process).toMatchObject({ exitCode: null, signalCode: null })
  // 50 is pino's level of errors.
  expect(bot.log.filter(({ level }) => Number(level) >= 50)).toEqual([])
})
