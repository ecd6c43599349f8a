import { expect, test } from 'vitest'
import { readEnvironment } from '../../config/env.ts'
import { readConfiguration } from '../../src/program/config.ts'
import { examine } from '../../src/program/doctor.ts'
import { quietLog } from '../support/quiet-log.ts'
import { refusal } from '../support/refusal.ts'

test.each([
  ['discord:invite', 'Set DISCORD_TOKEN in .env to the token of your bot first; docs/connect.md shows where it is.'],
  [
    'slack:doctor',
    'Set SLACK_BOT_TOKEN in .env, and SLACK_APP_TOKEN or SLACK_SIGNING_SECRET, first; docs/connect.md shows where they are.',
  ],
] as const)('%s without a token says where it belongs', async (kind, sentence) => {
  const environment = readEnvironment({})
  const tools = { configuration: await readConfiguration(environment, {}), log: quietLog, redact: (text: string) => text, worst: '' }
  expect(await refusal(() => examine({ kind, channels: [], tried: [] }, environment, tools))).toEqual(['bad_config', sentence])
})
