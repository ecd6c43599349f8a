import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { load } from 'js-yaml'
import { expect, test } from 'vitest'
import { ownFolder, readLayers } from '../../config/layers.ts'
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
