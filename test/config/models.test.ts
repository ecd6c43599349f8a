import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readModels } from '../../config/models.ts'
import { say } from '../../src/core/words/sentence.ts'
import { refusal } from '../support/refusal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const operator = async (yaml: string): Promise<string> => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'models.yaml'), yaml)
  return folder
}
const row = (fields: string): string => `models: [{ name: mine, title: Mine, provider: someone, target: x, modes: [t2v], ${fields} }]`

test('our own catalogue has the preview renderer', async () => {
  const { models, providers } = await readModels(undefined)
  expect(models.find(({ name }) => name === 'local')).toMatchObject({
    provider: 'local',
    label: say('clip.previewRenderer'),
    modes: ['t2v', 'i2v', 'v2v'],
    seed: true,
    duration: { min: 1, max: 10, default: 4 },
    aspectRatios: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'],
    resolutions: ['480p', '360p', '720p'],
    promptOptional: true,
    price: { usdPerClip: 0.01 },
  })
  expect(providers.local).toMatchObject({ concurrency: 2 })
})

describe('an operator’s file is laid over ours', () => {
  test('changes the fields that it names, and takes one away with null', async () => {
    const { models } = await readModels(
      await operator('models: [{ name: local, title: Mine, resolutions: [720p], strength: null, label: null }]'),
    )
    expect(models).toHaveLength((await readModels(undefined)).models.length)
    expect(models.find(({ name }) => name === 'local')).toMatchObject({
      title: 'Mine',
      resolutions: ['720p'],
      strength: false,
      modes: ['t2v', 'i2v', 'v2v'],
    })
    expect(models.find(({ name }) => name === 'local')?.label).toBeUndefined()
  })

  test('adds rows at the end, and every provider has its limits', async () => {
    const { models, providers } = await readModels(await operator(`providers: { local: { concurrency: 5 } }\n${row('seed: true')}`))
    expect(models.at(-1)).toMatchObject({ name: 'mine', seed: true })
    expect(providers).toMatchObject({ local: { concurrency: 5 }, someone: { concurrency: 2 } })
  })

  test('may be missing or empty', async () => {
    const ours = await readModels(undefined)
    expect(await readModels(await temporaryFolder())).toEqual(ours)
    expect(await readModels(await operator('# nothing yet\n'))).toEqual(ours)
  })
})

describe('what is wrong is said with the file, the row and the field', () => {
  test.each([
    ['models: [', 'models.yaml in MOODREEL_CONFIG_DIR is no valid YAML at line 1; correct it and start again.'],
    ['[1, 2]', 'models.yaml in MOODREEL_CONFIG_DIR must hold names with values; correct it and start again.'],
    ['model: []', 'models.yaml in MOODREEL_CONFIG_DIR: there is no such name as model; it may hold providers and models.'],
    [row('colour: red'), 'models.yaml in MOODREEL_CONFIG_DIR, row mine, field colour: there is no such field; correct it and start again.'],
    [
      row('duration: { min: 5, max: 2, default: 3 }'),
      'models.yaml in MOODREEL_CONFIG_DIR, row mine, field duration: min is larger than max; correct it and start again.',
    ],
    [
      row('duration: { min: 5, max: 8, default: 3 }'),
      'models.yaml in MOODREEL_CONFIG_DIR, row mine, field duration: default lies outside of min and max; correct it and start again.',
    ],
    [
      row('aspectRatios: [wide]'),
      'models.yaml in MOODREEL_CONFIG_DIR, row mine, field aspectRatios: wide does not look like 16:9; correct it and start again.',
    ],
    [
      row('resolutions: [4k]'),
      'models.yaml in MOODREEL_CONFIG_DIR, row mine, field resolutions: 4k does not look like 720p; correct it and start again.',
    ],
    [
      row('price: { usdPerSecond: 0.1 }'),
      'models.yaml in MOODREEL_CONFIG_DIR, row mine, field price: a price by the second needs a duration or video.maxSeconds to reckon with; correct it and start again.',
    ],
    [
      'models: [{ name: local }, { name: local }]',
      'models.yaml in MOODREEL_CONFIG_DIR, row local: the name is there twice; keep one of the rows.',
    ],
    [
      row('unavailable: { reason: gone, successor: nobody }'),
      'models.yaml, row mine, field unavailable.successor: there is no model nobody.',
    ],
  ])('%.60s', async (yaml, sentence) =>
    expect(await refusal(async () => readModels(await operator(yaml)))).toEqual(['bad_config', sentence]),
  )

  test.each([
    [row('seed: maybe'), /row mine, field seed: /],
    [row('duration: { min: one, max: 2, default: 1 }'), /row mine, field duration\.min: /],
    [row('duration: 5'), /row mine, field duration: /],
    ['models: [{ title: Nameless }]', /models\.yaml in MOODREEL_CONFIG_DIR, models, field 0\.name: /],
    ['models: [{ name: local, modes: [t2x] }]', /models\.yaml in MOODREEL_CONFIG_DIR, row local, field modes\.0: /],
    ['providers: { local: { concurrency: 0 } }', /models\.yaml in MOODREEL_CONFIG_DIR, providers, field local\.concurrency: /],
  ])('%.60s', async (yaml, pattern) => {
    const [code, sentence] = await refusal(async () => readModels(await operator(yaml)))
    expect(code).toBe('bad_config')
    expect(sentence).toMatch(pattern)
  })

  test('a folder that is not there', async () => {
    const folder = join(await temporaryFolder(), 'nowhere')
    expect(await refusal(() => readModels(folder))).toEqual([
      'bad_config',
      'MOODREEL_CONFIG_DIR names a folder that cannot be read; create it or unset the variable.',
    ])
  })
})
