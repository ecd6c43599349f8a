import { PermissionFlagsBits as Bits } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { personOf } from '../platforms/slack/fake/person.ts'
import { appToken, botToken } from '../platforms/slack/fake/slack.ts'
import { openFakeSlack } from '../platforms/slack/scene.ts'
import { startBot } from '../support/bot.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const rounds = 5

const start = async (env: Record<string, string>) => {
  const bot = await startBot({ dataDir: await temporaryFolder(), env })
  onTestFinished(() => bot.kill())
  return bot
}

const alive = { exitCode: null, signalCode: null }
/** What was logged as an error: 50 is pino's level of errors. */
const errors = ({ log }: Awaited<ReturnType<typeof start>>) => log.filter(({ level }) => Number(level) >= 50)

test('Discord: whoever asks in the same instant for charts and tables is answered with a file, round after round', async () => {
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.stop())
  const bot = await start({ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl })
  for (let round = 0; round < rounds; round += 1) {
    for (const count of [2, 12, 31]) {
      const people = Array.from({ length: count }, () => discord.person({ permissions: Bits.ManageGuild }))
      const asked = people.map((person, at) => {
        if (at % 3 === 2) return discord.command(person, discord.channel, 'history', { csv: true })
        return discord.command(person, discord.channel, at % 3 === 0 ? 'quota' : 'usage', {})
      })
      await expect
        .poll(() => asked.map(({ original }) => (original?.attachments.length ?? 0) > 0), { timeout: 60_000 })
        .toEqual(Array(count).fill(true))
    }
  }
  expect(bot.process).toMatchObject(alive)
  expect(errors(bot)).toEqual([])
})

test('Slack: whoever asks in the same instant for charts and tables is answered with a file, round after round', async () => {
  const slack = await openFakeSlack()
  const bot = await start({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: slack.apiUrl })
  const ada = personOf(slack)
  let files = 0
  for (let round = 0; round < rounds; round += 1) {
    for (const count of [2, 12, 31]) {
      files += count
      await Promise.all(Array.from({ length: count }, () => ada.command('/moodreel', 'quota')))
      await expect.poll(() => slack.called('files.completeUploadExternal').length, { timeout: 60_000 }).toBe(files)
    }
  }
  expect(bot.process).toMatchObject(alive)
  expect(errors(bot)).toEqual([])
})
