import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { type ClipOptions, makeMp4, noise, redThenBlue } from './fixtures.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** How many times as large the picture of a clip is as that of the film which a provider sent. */
const growth = async (name: string, film: Partial<ClipOptions>): Promise<number> => {
  const path = bench.path(name)
  await makeMp4(path, { width: 240, height: 136, fps: 15, durationSeconds: 1.5, ...film })
  const outPath = bench.path(`${name}.mp4`)
  await bench.tools.finish(path, { outPath, posterPath: bench.path(`${name}.jpg`), posterWidth: 160, recipe: sampleRecipe() })
  return (await stat(outPath)).size / (await stat(path)).size
}

test.each([
  ['a film of many bits', 'noise.mov', { codec: 'hevc', draw: noise, bitrate: 900_000 }],
  ['a film of few bits', 'still.mov', { codec: 'hevc', draw: redThenBlue, bitrate: 60_000 }],
  ['VP9', 'vp9.webm', { codec: 'vp9', draw: noise, bitrate: 600_000 }],
] as const)('the bits of %s stay near those of its source when it is encoded', async (_, name, film) => {
  const times = await growth(name, film)
  expect(times).toBeGreaterThan(0.3)
  expect(times).toBeLessThan(2.2)
})

test('what phones play is not encoded, and is as large as before', async () => {
  const times = await growth('plays.mp4', { codec: 'avc', draw: noise, bitrate: 600_000, audio: true })
  expect(Math.abs(times - 1)).toBeLessThan(0.02)
})
