import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { arrowsIn, breaches, circlesOf } from './floors.ts'
import { readImports } from './read-imports.ts'

const imports = await readImports(join(import.meta.dirname, '..', '..'))

describe('the floors', () => {
  test('nobody imports what lies above', () => {
    expect(imports.length).toBeGreaterThan(1000)
    expect(breaches(imports)).toEqual([])
  })

  test('no files and no rooms of core import each other', () => {
    expect(circlesOf(imports)).toEqual([])
    expect(circlesOf(arrowsIn('src/core', imports, true))).toEqual([])
  })

  test.each([
    ['src/core/id.ts', 'src/storage/inbox.ts'],
    ['src/core/fit/price.ts', 'node:fs'],
    ['commands/t2v.ts', 'src/studio/studio.ts'],
    ['commands/t2v.ts', 'commands/i2v.ts'],
    ['providers/veo/access.ts', 'providers/fal/api.ts'],
    ['providers/veo.ts', 'src/net/guarded-fetch.ts'],
    ['src/platforms/slack/index.ts', 'src/platforms/discord/index.ts'],
    ['src/studio/studio.ts', 'src/platforms/web/index.ts'],
    ['src/storage/slots.ts', 'src/studio/parts.ts'],
    ['src/http/server.ts', 'src/storage/inbox.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(breaches([{ from, to }])).toHaveLength(1)
  })

  test('a circle is found, and what only hangs on it is not part of it', () => {
    const arrows = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
      ['e', 'a'],
    ].map(([from = '', to = '']) => ({ from, to }))
    expect(circlesOf(arrows)).toEqual([['a', 'b', 'c']])
  })
})
