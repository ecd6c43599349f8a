import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ownFolder, ownLayer, readLayers } from '../../config/layers.ts'
import { parsePlaced } from '../../config/parse-placed.ts'

test.each(['models.yaml', 'policy.yaml', 'tiers.yaml'])(
  '%s says the same to the quick parser and to the one that knows its lines',
  async (name) => {
    const text = await readFile(join(ownFolder, name), 'utf8')
    const { values } = parsePlaced(text, name)
    expect(load(text)).toEqual(values)
    const [alone] = await readLayers(name, undefined)
    const [placed] = await readLayers(name, undefined, { placed: true })
    expect(alone?.content).toEqual(placed?.content)
    expect(placed?.at([])).toBe(`config/${name}:${text.split('\n').findIndex((line) => /^\w/.test(line)) + 1}`)
  },
)

test('one of ours that was damaged is told with its line', async () => {
  await expect(ownLayer('models:\n  - name: wan\nmodels: []', 'config/models.yaml')).rejects.toMatchObject({
    code: 'bad_config',
    message: expect.stringContaining('config/models.yaml:3: this name is here a second time'),
  })
})
