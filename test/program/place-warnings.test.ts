import { expect, test } from 'vitest'
import { readEnvironment } from '../../config/env.ts'
import { placeWarnings } from '../../src/program/place-warnings.ts'

const guild = '123456789012345678'
const other = '876543210987654321'
const discord = { DISCORD_TOKEN: 'a.discord.token' }
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }
const both = { ...discord, ...slack, DISCORD_GUILD_ID: guild }

test.each<[string, Record<string, string>, RegExp[]]>([
  ['no chat', { MOODREEL_WORKSPACES: 'slack:T1' }, []],
  ['the server that is named', { ...discord, DISCORD_GUILD_ID: guild }, []],
  ['both chats, each with a place', { ...both, MOODREEL_WORKSPACES: `discord:${guild},slack:T1` }, []],
  [
    'a list that shuts out Discord',
    { ...both, MOODREEL_WORKSPACES: 'slack:T1' },
    [
      /^Discord is connected, .* names no server of it, so the bot leaves every server; write MOODREEL_WORKSPACES=discord:123456789012345678,slack:T1$/,
    ],
  ],
  [
    'a list that shuts out Slack',
    { ...both, MOODREEL_WORKSPACES: `discord:${guild}` },
    [/^Slack is connected, .* nobody there is heard; write MOODREEL_WORKSPACES=discord:123456789012345678,slack:… with your team’s id, /],
  ],
  [
    'a server of the commands that is not in the list',
    { ...both, MOODREEL_WORKSPACES: `discord:${other},slack:T1` },
    [
      /^DISCORD_GUILD_ID is not among .* leaves it; write MOODREEL_WORKSPACES=discord:123456789012345678,discord:876543210987654321,slack:T1, or/,
    ],
  ],
  [
    'a server, and a Slack that is open to all',
    both,
    [/^Every Slack team that has the app .* MOODREEL_WORKSPACES=discord:123456789012345678,slack:… with/],
  ],
  [
    'two chats that are open to all',
    { ...discord, ...slack },
    [/^Every Discord server .* MOODREEL_WORKSPACES=discord:…$/, /^Every Slack team .* MOODREEL_WORKSPACES=slack:… with/],
  ],
])('%s', (_, record, sentences) => {
  expect(placeWarnings(readEnvironment(record))).toEqual(sentences.map((sentence) => expect.stringMatching(sentence)))
})
