import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadProviders } from '../../src/program/load.ts'
import { unknownNames } from '../../src/program/unknown-names.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const definitions = await loadProviders(undefined)

test('names that look like ours and that nobody reads are told, with the one that was meant', async () => {
  const variables = { DISCORD_TOKNE: 'x', MOODREEL_BANANAS: '1', SLACK_BOT_TOKE: 'x', SLACK_EMPTY: ' ', PORTS: '1', HOME: '/root' }
  expect(await unknownNames(variables, undefined, definitions)).toEqual([
    'Nothing reads DISCORD_TOKNE of the environment; did you mean DISCORD_TOKEN?',
    'Nothing reads MOODREEL_BANANAS of the environment; unset it, or see .env.example.',
    'Nothing reads SLACK_BOT_TOKE of the environment; did you mean SLACK_BOT_TOKEN?',
  ])
})

test('what we or a provider read is known', async () => {
  const variables = { DISCORD_TOKEN: 'x', SLACK_API_URL: 'x', MOODREEL_DATA_DIR: 'x', MOODREEL_LOCAL_DELAY_MS: '5' }
  expect(await unknownNames(variables, undefined, definitions)).toEqual([])
})

test('files of the operator’s folder that nobody reads are told', async () => {
  const folder = await temporaryFolder()
  for (const name of ['models.yaml', 'slack-manifest.yaml', 'tier.yaml', 'policy.yml', 'notes.YAML', 'notes.txt'])
    await writeFile(join(folder, name), '')
  expect(await unknownNames({}, folder, definitions)).toEqual([
    'Nothing reads notes.YAML in MOODREEL_CONFIG_DIR; the files are models.yaml, policy.yaml, tiers.yaml.',
    'Nothing reads policy.yml in MOODREEL_CONFIG_DIR; did you mean policy.yaml?',
    'Nothing reads tier.yaml in MOODREEL_CONFIG_DIR; did you mean tiers.yaml?',
  ])
})
