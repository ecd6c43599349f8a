import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkKind } from './check-kind.ts'
import { kinds } from './kinds.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** The first of each group; `every-kind.test.ts` has all, and runs beside the suite. */
const firsts = [...new Map(kinds.toReversed().map((kind) => [kind.group, kind])).values()]

describe('what becomes of a file', () => {
  for (const kind of firsts)
    test(`${kind.group}: ${kind.name}`, async () => {
      await checkKind(bench, kind)
    })

  test('of each kind stands in docs/media.md', async () => {
    const page = await readFile(join(import.meta.dirname, '../../docs/media.md'), 'utf8')
    expect(kinds.filter(({ name }) => !page.includes(`\n| ${name} |`)).map(({ name }) => name)).toEqual([])
  })
})
