import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readModels } from '../../config/models.ts'
import { say } from '../../src/core/words/sentence.ts'
import { refusal } from '../support/refusal.ts'
import { folderOf, temporaryFolder } from '../support/temporary-folder.ts'

const operator = (yaml: string): Promise<string> => folderOf('models.yaml', yaml)
const row = (fields: string): string => `models: [{ name: mine, title: Mine, provider: someone, target: x, modes: [t2v], ${fields} }]`

test('our own catalogue has the preview renderer', async () => {
  const { models, providers } = await readModels(undefined)
  expect(models.find(({ name }) => name === 'local')).toMatchObject({
    provider: 'local',
    label: say('clip.previewRenderer'),
    modes: ['t2v', 'i2v', 'v2v', 't2i', 'i2i'],
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
      modes: ['t2v', 'i2v', 'v2v', 't2i', 'i2i'],
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

describe('what is wrong is said with the line, the row and the field', () => {
  test.each([
    ['models: [', '1: a bracket is not closed (YAML: Flow sequence in block collection must be sufficiently indented and end with a ])'],
    ['models: []\nmodels: []', '2: this name is here a second time (YAML: Map keys must be unique)'],
    [
      'models:\n  - name: wan\n    modes [t2v]\n    seed: true',
      '3: a colon is missing after a name, here or in the line above (YAML: Implicit keys need to be on a single line)',
    ],
    [
      'models:\n  - name: wan\n   seed: true',
      '3: a dash or a colon is missing here or in the line above, or the line is indented too little (YAML: Sequence item without - indicator)',
    ],
    ['[1, 2]', '1: the file must hold names with values'],
    ['# one\nmodel: []', '2: there is no such name as model; did you mean models?'],
    ['rows: []', '1: there is no such name as rows; the file may hold providers, models'],
    [row('colour: red'), '1: row mine, field colour: there is no such field'],
    [row('\n  duratoin: 5'), '2: row mine, field duratoin: there is no such field; did you mean duration?'],
    [row('\n  price: {\n  usdPerSec: 1 }'), '3: row mine, field price.usdPerSec: there is no such field; did you mean usdPerSecond?'],
    [row('\n  duration: { min: 5, max: 2, default: 3 }'), '2: row mine, field duration: min is larger than max'],
    [row('duration: { min: 5, max: 8, default: 3 }'), '1: row mine, field duration: default lies outside of min and max'],
    [row('aspectRatios: [wide]'), '1: row mine, field aspectRatios: wide does not look like 16:9'],
    [row('resolutions: [4k]'), '1: row mine, field resolutions: 4k does not look like 720p'],
    [
      row('price: { usdPerSecond: 0.1 }'),
      '1: row mine, field price: a price by the second needs a duration or video.maxSeconds to reckon with',
    ],
    ['models:\n  - { name: local }\n  - { name: local }', '3: row local: the name is there twice; keep one of the rows'],
    [
      row('\n  unavailable: {\n  reason: gone, successor: locla }'),
      '3: row mine, field unavailable.successor: there is no model locla; did you mean local?',
    ],
    [
      row('\n  retires: {\n  date: 2026-12-01, successor: locla }'),
      '3: row mine, field retires.successor: there is no model locla; did you mean local?',
    ],
    [row('seed: maybe'), '1: row mine, field seed: Invalid input: expected boolean, received string'],
    [
      row('\n  duration: { min: one, max: 2, default: 1 }'),
      '2: row mine, field duration.min: Invalid input: expected number, received string',
    ],
    [row('duration: 5'), '1: row mine, field duration: Invalid input'],
    ['models:\n  - title: Nameless', '2: models, field 0.name: Invalid input: expected string, received undefined'],
    [
      'models: [{ name: local, modes: [t2x] }]',
      '1: row local, field modes.0: Invalid option: expected one of "t2v"|"i2v"|"v2v"|"t2i"|"i2i"|"upscale-video"|"upscale-still"',
    ],
    ['providers:\n  local:\n    concurrency: 0', '3: providers, field local.concurrency: Too small: expected number to be >0'],
  ])('%.60s', async (yaml, line) =>
    expect(await refusal(async () => readModels(await operator(yaml)))).toEqual([
      'bad_config',
      `models.yaml:${line}\nCorrect it and start again.`,
    ]),
  )

  test('everything at once, in the order of the lines', async () => {
    const yaml = 'models:\n  - name: local\n    sede: true\n    modes: [t2x]\n    resolutoins: [720p]\n  - { name: mine }\nmodles: []'
    const [, sentence = ''] = await refusal(async () => readModels(await operator(yaml)))
    const lines = sentence.split('\n')
    expect(lines.slice(0, 3)).toEqual([
      'models.yaml:3: row local, field sede: there is no such field; did you mean seed?',
      expect.stringMatching(/^models\.yaml:4: row local, field modes\.0: /),
      'models.yaml:5: row local, field resolutoins: there is no such field; did you mean resolutions?',
    ])
    expect(lines.slice(3, -2).map((line) => /^models\.yaml:6: row mine, field (\w+): /.exec(line)?.[1])).toEqual([
      ...['title', 'provider', 'target', 'modes'],
    ])
    expect(lines.slice(-2)).toEqual([
      'models.yaml:7: there is no such name as modles; did you mean models?',
      'Correct these 8 and start again.',
    ])
  })

  test('a folder that is not there', async () => {
    const folder = join(await temporaryFolder(), 'nowhere')
    expect(await refusal(() => readModels(folder))).toEqual([
      'bad_config',
      'MOODREEL_CONFIG_DIR names a folder that cannot be read; create it or unset the variable.',
    ])
  })
})
