import { describe, expect, test } from 'vitest'
import { parseEnvironment, readEnvironment } from '../../config/env.ts'
import { refusal } from '../support/refusal.ts'

const s3 = { S3_ENDPOINT: 'https://s3.example', S3_BUCKET: 'clips', S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'secret' }

test('an empty environment is a whole configuration', () => {
  expect(readEnvironment({})).toEqual({
    dataDir: './data',
    configDir: undefined,
    databaseUrl: undefined,
    s3: undefined,
    host: '127.0.0.1',
    port: 8787,
    publicUrl: undefined,
    role: 'all',
    logLevel: 'info',
    discord: undefined,
    slack: undefined,
    moderation: undefined,
    roof: { day: 2000, month: 20_000 },
    playgroundToken: undefined,
    metricsToken: undefined,
  })
})

test('values are read by their fixed names, trimmed', () => {
  const record = {
    MOODREEL_DATA_DIR: '/srv/moodreel',
    MOODREEL_CONFIG_DIR: '/etc/moodreel',
    HOST: '0.0.0.0',
    PORT: ' 0 ',
    PUBLIC_URL: 'https://clips.example/bot//',
    LOG_LEVEL: 'debug',
    PLAYGROUND_TOKEN: ' a token of mine ',
    METRICS_TOKEN: 'of another kind',
    HOME: '/root',
  }
  expect(readEnvironment(record)).toMatchObject({
    dataDir: '/srv/moodreel',
    configDir: '/etc/moodreel',
    host: '0.0.0.0',
    port: 0,
    publicUrl: 'https://clips.example/bot',
    logLevel: 'debug',
    playgroundToken: 'a token of mine',
    metricsToken: 'of another kind',
  })
})

test('an empty value counts as absent', () => {
  expect(readEnvironment({ PORT: '', DATABASE_URL: ' ', DISCORD_TOKEN: '', MOODREEL_DATA_DIR: '' })).toEqual(readEnvironment({}))
})

describe('a wrong value is one sentence that names the variable and not the value', () => {
  test.each([
    [{ PORT: '80a' }, 'PORT must be a whole number from 0 to 65535; correct it or unset it.'],
    [{ PORT: '65536' }, 'PORT must be a whole number from 0 to 65535; correct it or unset it.'],
    [{ PUBLIC_URL: 'clips.example' }, 'PUBLIC_URL must be a URL that begins with http:// or https://; correct it or unset it.'],
    [{ PUBLIC_URL: 'ftp://clips.example' }, 'PUBLIC_URL must be a URL that begins with http:// or https://; correct it or unset it.'],
    [{ ROLE: 'boss' }, 'ROLE must be one of all, gateway, worker; correct it or unset it.'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; correct it or unset it.'],
    [{ DATABASE_URL: 'mysql://a:secret@b/c' }, 'DATABASE_URL must be a URL that begins with postgres://; correct it or unset it.'],
    [{ DISCORD_GUILD_ID: 'mine' }, 'DISCORD_GUILD_ID must be the number of a Discord server, 15 to 20 digits; correct it or unset it.'],
    [
      { DISCORD_SHARDS: '0-16/16' },
      'DISCORD_SHARDS must be the shards of this process and how many there are in all, such as 0-7/16; correct it or unset it.',
    ],
    [{ DISCORD_REQUESTS_PER_SECOND: '0' }, 'DISCORD_REQUESTS_PER_SECOND must be a whole number from 1 to 99999; correct it or unset it.'],
    [{ DISCORD_SHARDS: '0-7/16' }, 'DISCORD_SHARDS is for several processes on one DATABASE_URL; set that too, or unset it.'],
    [
      { S3_ENDPOINT: s3.S3_ENDPOINT, S3_BUCKET: 'clips' },
      'The S3 store is set up in part; set S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY too, or none of them.',
    ],
    [{ SLACK_BOT_TOKEN: 'xoxb' }, 'SLACK_BOT_TOKEN needs SLACK_APP_TOKEN or SLACK_SIGNING_SECRET beside it; set one of them.'],
    [{ PLAYGROUND_TOKEN: 'sesame' }, 'PLAYGROUND_TOKEN must have 8 characters or more; correct it or unset it.'],
    [{ METRICS_TOKEN: 'sesame' }, 'METRICS_TOKEN must have 8 characters or more; correct it or unset it.'],
    [{ SLACK_APP_TOKEN: 'xapp' }, 'Slack is set up in part; set SLACK_BOT_TOKEN too.'],
  ])('%j', async (record, sentence) => expect(await refusal(() => parseEnvironment(record))).toEqual(['bad_config', sentence]))
})

describe('a token that is surely something else is told by what it is', () => {
  const token = `${'MTIz'.repeat(6)}.Gabcde.${'x'.repeat(38)}`
  test.each([
    [{ DISCORD_TOKEN: `"${token}"` }, /^DISCORD_TOKEN stands in quotation marks, /],
    [{ DISCORD_TOKEN: `Bot ${token}` }, /^DISCORD_TOKEN begins with the word Bot, which does not belong to it; /],
    [{ DISCORD_TOKEN: '123456789012345678' }, /^DISCORD_TOKEN is a number, as the ids of applications, .* page Bot /],
    [{ DISCORD_TOKEN: 'ab'.repeat(32) }, /^DISCORD_TOKEN looks like the application’s Public Key; .* page Bot /],
    [{ DISCORD_TOKEN: 'a-Z_'.repeat(8) }, /^DISCORD_TOKEN looks like the application’s Client Secret; .* page Bot /],
    [{ DISCORD_TOKEN: 'xoxb-1-a' }, /^DISCORD_TOKEN is a token of Slack’s; /],
    [{ DISCORD_TOKEN: 'https://discord.com/oauth2/authorize?client_id=1' }, /^DISCORD_TOKEN is an address; /],
    [
      { SLACK_BOT_TOKEN: 'xapp-1-a', SLACK_APP_TOKEN: 'xoxb-1-a' },
      /^SLACK_BOT_TOKEN begins with xapp-, .*SLACK_APP_TOKEN; .*\nSLACK_APP_TOKEN begins with xoxb-, .*SLACK_BOT_TOKEN; /,
    ],
    [{ SLACK_BOT_TOKEN: 'xoxp-1-a' }, /^SLACK_BOT_TOKEN begins with xoxp-, so it is a person’s token; take /],
    [{ SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'a1'.repeat(16) }, /^SLACK_APP_TOKEN looks like the Signing Secret, /],
    [{ SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_SIGNING_SECRET: 'xapp-1-a' }, /^SLACK_SIGNING_SECRET is a token; /],
  ])('%j', async (record, sentence) => {
    const [code, said] = await refusal(() => readEnvironment(record))
    expect([code, said]).toEqual(['bad_config', expect.stringMatching(sentence)])
    for (const value of Object.values(record)) expect(said).not.toContain(value)
  })

  test('and what may be one is taken', () => {
    const slack = { SLACK_BOT_TOKEN: 'xoxb-1-2-a', SLACK_APP_TOKEN: 'xapp-1-A-2-b', SLACK_SIGNING_SECRET: 'a1'.repeat(16) }
    expect(readEnvironment({ DISCORD_TOKEN: token, ...slack })).toMatchObject({ discord: { token }, slack: { botToken: 'xoxb-1-2-a' } })
  })
})

test('all wrong values are told at once, a line each', async () => {
  const sentence =
    'PORT must be a whole number from 0 to 65535; correct it or unset it.\nROLE must be one of all, gateway, worker; correct it or unset it.'
  expect(await refusal(() => parseEnvironment({ PORT: '80a', ROLE: 'boss' }))).toEqual(['bad_config', sentence])
})

test.each(['gateway', 'worker'] as const)('a %s needs a database that others share', async (role) => {
  expect(await refusal(() => readEnvironment({ ROLE: role }))).toEqual([
    'bad_config',
    expect.stringContaining(`ROLE=${role} needs a database`),
  ])
  expect(readEnvironment({ ROLE: role, DATABASE_URL: 'postgres://localhost/moodreel' })).toMatchObject({ role })
})

describe('who may use the bot', () => {
  const guild = '123456789012345678'
  test.each<[Record<string, string>, unknown]>([
    [{}, undefined],
    [{ DISCORD_GUILD_ID: guild }, { discord: [guild] }],
    [{ DISCORD_GUILD_ID: guild, MOODREEL_WORKSPACES: ' ' }, undefined],
    [
      { DISCORD_GUILD_ID: guild, MOODREEL_WORKSPACES: 'slack:T0123ABCD' },
      { discord: [], slack: ['T0123ABCD'] },
    ],
    [{ MOODREEL_WORKSPACES: `discord:${guild}, slack:E01` }, { discord: [guild], slack: ['E01'] }],
  ])('%j', (record, workspaces) => expect(readEnvironment(record).workspaces).toEqual(workspaces))

  test.each(['discord:mine', guild, 'slack:', 'teams:1', `discord:${guild};slack:T1`])('%s is refused', async (list) => {
    const [code, sentence] = await refusal(() => readEnvironment({ MOODREEL_WORKSPACES: list }))
    expect([code, sentence]).toEqual(['bad_config', expect.stringMatching(/^MOODREEL_WORKSPACES must be servers and teams/)])
  })
})

test('every part is read', () => {
  const record = {
    ...s3,
    DATABASE_URL: 'postgresql://localhost/moodreel',
    DISCORD_TOKEN: 'token',
    DISCORD_GUILD_ID: '123456789012345678',
    DISCORD_SHARDS: '8-15/16',
    DISCORD_REQUESTS_PER_SECOND: '150',
    SLACK_BOT_TOKEN: 'xoxb',
    SLACK_APP_TOKEN: 'xapp',
    MODERATION_URL: 'https://moderation.example/v1',
    MODERATION_API_KEY: 'key',
    ROLE: 'worker',
  }
  expect(parseEnvironment(record)).toMatchObject({
    databaseUrl: 'postgresql://localhost/moodreel',
    s3: { endpoint: 'https://s3.example', bucket: 'clips', accessKeyId: 'id', secretAccessKey: 'secret', region: 'us-east-1' },
    discord: {
      ...{ token: 'token', apiUrl: 'https://discord.com/api', guildId: '123456789012345678' },
      ...{ shards: { from: 8, to: 15, count: 16 }, requestsPerSecond: 150 },
    },
    slack: { botToken: 'xoxb', appToken: 'xapp', signingSecret: undefined, apiUrl: 'https://slack.com/api/' },
    moderation: { url: 'https://moderation.example/v1', apiKey: 'key' },
    role: 'worker',
  })
})

test.each([
  ['20', 2000],
  ['$12.50', 1250],
  ['0', 0],
  ['0.29', 29],
  ['off', null],
  ['OFF', null],
])('what may be spent over everybody is US dollars, or off: %s', (said, credits) => {
  const { roof } = readEnvironment({ MOODREEL_USD_PER_DAY: said, MOODREEL_USD_PER_MONTH: said })
  expect(roof).toEqual({ day: credits, month: credits })
})

test.each(['-1', 'none', '1e3', '20 dollars', '1.234'])('a roof that is no sum of money stops the program: %s', (said) => {
  expect(() => readEnvironment({ MOODREEL_USD_PER_DAY: said })).toThrow(
    'MOODREEL_USD_PER_DAY must be US dollars such as 20 or 12.50, or off for no limit; correct it or unset it.',
  )
})
