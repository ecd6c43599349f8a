import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment } from '../../config/env.ts'
import { readConfiguration } from '../../src/program/config.ts'
import { refusal } from '../support/refusal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const reading = (configDir: string | undefined, variables: Record<string, string> = {}) =>
  refusal(() => readConfiguration(readEnvironment(configDir ? { MOODREEL_CONFIG_DIR: configDir } : {}), variables))

test('settings of several providers that do not fit are told at once, never with their values', async () => {
  const [code, sentence = ''] = await reading(undefined, { MOODREEL_LOCAL_DELAY_MS: 'hush', COG_URLS: 'hush' })
  expect([code, sentence.split('\n')]).toEqual([
    'bad_config',
    [
      expect.stringMatching(/^Provider cog: COG_URLS does not fit\. /),
      expect.stringMatching(/^Provider local: MOODREEL_LOCAL_DELAY_MS does not fit\. /),
    ],
  ])
  expect(sentence).not.toContain('hush')
})

test('a tier of another file that is not there is told with its line', async () => {
  const configDir = await temporaryFolder()
  await writeFile(join(configDir, 'policy.yaml'), '# mine\ndirectMessages:\n  for: members\n  tier: dirct\n')
  const line = 'policy.yaml:4: directMessages, field tier: there is no tier dirct; did you mean direct?'
  expect(await reading(configDir)).toEqual(['bad_config', `${line}\nCorrect it and start again.`])
})
