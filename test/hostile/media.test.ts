import { readFile, writeFile } from 'node:fs/promises'
import process from 'node:process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bench, openBench } from '../media/workbench.ts'
import { filmMakers } from './film-makers.ts'
import { harmless } from './harmless.ts'
import { pictureMakers } from './picture-makers.ts'
import { soundMakers } from './sound-makers.ts'
import { webmMakers } from './webm-makers.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const sentences = {
  overbuilt: 'This file has far more parts than it needs, so it is not read. Export it again and attach that.',
  overclaiming: 'This file claims to contain more than it does, so it is not read. Export it again and attach that.',
}

// Of the clock nothing is asked here: a file that takes longer than ten seconds of work is refused as `media_timeout`.
const makers = [...filmMakers, ...webmMakers, ...pictureMakers, ...soundMakers].map((maker) => [maker.name, maker] as const)

test.each(makers)('%s: is refused for that', async (_, { make, as }) => {
  const path = bench.path('hostile')
  await writeFile(path, make())
  const refusal: unknown = await bench.tools
    .forMember('mallory')
    .inspect(path)
    .catch((error: unknown) => error)
  if (as === 'other') expect(refusal).toMatchObject({ code: expect.stringMatching(/^(bad_media|too_large)$/) })
  else expect(refusal).toMatchObject({ code: 'bad_media', userMessage: sentences[as] })
})

test.each(harmless.map((maker) => [maker.name, maker] as const))('%s: is read', async (_, { make }) => {
  const path = bench.path('harmless')
  await writeFile(path, make())
  expect(await bench.tools.forMember('alice').inspect(path)).toMatchObject({ width: expect.any(Number) })
})

test('one child looked at all of them, and never held much', async () => {
  expect(bench.pids).toHaveLength(1)
  if (process.platform !== 'linux') return
  const status = await readFile(`/proc/${bench.pids[0]}/status`, 'utf8')
  expect(Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024).toBeLessThan(600e6)
})
