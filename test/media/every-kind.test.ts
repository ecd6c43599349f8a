import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkKind } from './check-kind.ts'
import { kinds } from './kinds.ts'
import { type Row, writeTable } from './kinds-page.ts'
import { type Bench, openBench } from './workbench.ts'

const page = join(import.meta.dirname, '../../docs/media.md')
const rows: Row[] = []
let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** `npm run test:kinds`: minutes of encoding, so beside the suite, which has one of each group. */
describe('what becomes of a file of each kind', () => {
  for (const kind of kinds)
    test(`${kind.group}: ${kind.name}`, async () => {
      rows.push(await checkKind(bench, kind))
    })

  test('stands in docs/media.md', async () => {
    const made = kinds.flatMap((kind) => rows.filter((row) => row.kind === kind))
    // A part of the kinds, when a test is run alone, is not the page.
    if (made.length < kinds.length) return
    const text = writeTable(made)
    if (process.env.UPDATE_DOCS) await writeFile(page, text)
    expect(await readFile(page, 'utf8')).toBe(text)
  })
})
