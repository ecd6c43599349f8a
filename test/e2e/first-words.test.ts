import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startFakeDiscord } from '../platforms/discord/fake/discord.ts'
import { startBot } from '../support/bot.ts'
import { runProgram } from '../support/program.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

test('--help shows its page, however wrong the environment is', async () => {
  const { code, output, errors } = await runProgram({ dataDir: await temporaryFolder(), args: ['say', '--help'], env: { PORT: 'x' } })
  expect([code, errors]).toEqual([0, ''])
  expect(output).toMatch(/^npm run say -- "LINE"\n/)
  expect(output).toContain('--attach FILE')
})

const shutOut = /^Discord is connected, and MOODREEL_WORKSPACES names no server of it, so the bot leaves every server; write /

test('--check says what it read, and what nobody reads, and touches nothing', async () => {
  const dataDir = await temporaryFolder()
  const env = {
    DISCORD_TOKNE: 'hush-this-value',
    ...{ DISCORD_TOKEN: 'hush-this-value', DISCORD_GUILD_ID: '123456789012345678' },
    REPLICATE_API_TOKEN: 'r8_hush-this-value',
    MOODREEL_WORKSPACES: 'slack:T0123ABCD',
  }
  const { code, output, errors } = await runProgram({ dataDir, args: ['--check'], env })
  expect([code, errors]).toEqual([0, ''])
  const lines = output.trimEnd().split('\n')
  expect(lines.slice(0, -1).map((line) => /^(ok {3}|warn )(\S+( to)?)/.exec(line)?.[0])).toEqual([
    'ok   environment:',
    'ok   folders:',
    'ok   database:',
    'ok   media:',
    'ok   models.yaml:',
    'ok   tiers.yaml:',
    'ok   policy.yaml:',
    'ok   commands:',
    'ok   providers:',
    'ok   chats:',
    'ok   open to',
    'ok   spending:',
    'warn Discord',
    'warn Nothing',
  ])
  expect(output).toMatch(/providers: .*replicate \(REPLICATE_API_TOKEN\)/)
  expect(output).toContain('did you mean DISCORD_TOKEN?')
  expect(lines.filter((line) => shutOut.test(line.replace(/^warn /, '')))).toHaveLength(1)
  expect(output).not.toContain('hush')
  expect(await readdir(dataDir)).toEqual([])
})

test('the start warns of a chat that the list of places shuts out', async () => {
  const [dataDir, discord] = [await temporaryFolder(), await startFakeDiscord()]
  onTestFinished(() => discord.stop())
  const env = {
    ...{ DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, DISCORD_GUILD_ID: discord.guild.id },
    MOODREEL_WORKSPACES: 'slack:T0123ABCD',
  }
  const bot = await startBot({ dataDir, env })
  onTestFinished(() => bot.kill())
  expect(await bot.logged(({ msg }) => shutOut.test(msg))).toMatchObject({ level: 40 })
})

test('slack:doctor without a network answers in its own lines alone, with what nobody reads', async () => {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_APP_TOKEN: 'xapp-1',
    SLACK_API_URL: 'http://127.0.0.1:9/api/',
    SLACK_TOKEN: 'x',
    LOG_LEVEL: '',
  }
  const { code, output, errors } = await runProgram({ dataDir: await temporaryFolder(), args: ['slack:doctor'], env })
  expect([code, errors]).toEqual([1, ''])
  expect(output.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^warn Nothing reads SLACK_TOKEN /),
    expect.stringMatching(/^fix {2}Slack cannot be reached at /),
    expect.stringMatching(/^At most /),
  ])
})

test('mistakes in all files are told at once, each with its line', async () => {
  const dataDir = await temporaryFolder()
  const configDir = join(dataDir, 'mine')
  await mkdir(configDir)
  await writeFile(join(configDir, 'tiers.yaml'), 'tiers:\n  - name: default\n    inflight: 3\n')
  await writeFile(join(configDir, 'policy.yaml'), 'moderation:\n  whenDown: shut\ndirectMessage: {}\n')
  const { code, output, errors } = await runProgram({ dataDir, args: ['--check'], env: { MOODREEL_CONFIG_DIR: configDir } })
  expect([code, output]).toEqual([1, ''])
  expect(errors.split('\n')).toEqual([
    expect.stringMatching(/^policy\.yaml:2: moderation, field whenDown: /),
    'policy.yaml:3: there is no such name as directMessage; did you mean directMessages?',
    'tiers.yaml:3: row default, field inflight: there is no such field; did you mean inFlight?',
    'Correct these 3 and start again.',
    '',
  ])
})

test('discord:invite --channel tries it with a clip that it draws, and PUBLIC_URL, and touches no data', async () => {
  const [dataDir, discord] = [await temporaryFolder(), await startFakeDiscord()]
  onTestFinished(() => discord.stop())
  const { code, output, errors } = await runProgram({
    dataDir,
    args: ['discord:invite', '--channel', discord.channel.id],
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl, PUBLIC_URL: 'http://127.0.0.1:9' },
  })
  expect(errors).toBe('')
  expect(output).toMatch(/✓ post a clip in the thread: moodreel-trial\.mp4, \d{4,} bytes, taken as video\/mp4/)
  expect(output.split('\n').filter((line) => line.startsWith('✗'))).toEqual([
    expect.stringMatching(/^✗ reach PUBLIC_URL, http:\/\/127\.0\.0\.1:9\/healthz: .* start the bot/),
  ])
  expect(code).toBe(1)
  expect(discord.channel.messages).toEqual([])
  expect(await readdir(dataDir)).toEqual([])
})
