import { stat } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { makeJpeg, makeMp4, makeSound, red, redThenBlue } from './fixtures.ts'
import { distance, readPixels } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const recipe = sampleRecipe()
const film = { width: 320, height: 180, fps: 12, durationSeconds: 0.5, draw: redThenBlue }

const finish = (name: string) =>
  bench.tools.finish(bench.path(name), {
    outPath: bench.path(`${name}.clip.mp4`),
    posterPath: bench.path(`${name}.poster.jpg`),
    posterWidth: 160,
    recipe,
  })

test.each(['h264.mp4', 'vp9.webm'])('makes a clip with its recipe and a poster of its first frame: %s', async (name) => {
  await makeMp4(bench.path(name), { ...film, codec: name.endsWith('.webm') ? 'vp9' : 'avc' })
  expect(await finish(name)).toMatchObject({
    kind: 'clip',
    video: { mediaType: 'video/mp4', videoCodec: 'avc', width: 320, height: 180 },
    poster: { mediaType: 'image/jpeg', width: 160, height: 90 },
  })
  expect(await bench.tools.readRecipe(bench.path(`${name}.clip.mp4`))).toEqual(recipe)
  const poster = await readPixels(bench.path(`${name}.poster.jpg`))
  expect(distance(poster.at(0.1, 0.1), red)).toBeLessThan(14)
})

test.each([
  ['picture.jpg', 'image/jpeg'],
  ['sound.m4a', 'audio/mp4'],
])('says what came instead of a film and writes nothing: %s', async (name, mediaType) => {
  if (name.endsWith('.jpg')) await makeJpeg(bench.path(name), { width: 64, height: 64 })
  else await makeSound(bench.path(name), 0.5)
  expect(await finish(name)).toMatchObject({ kind: 'other', found: { mediaType } })
  await expect(stat(bench.path(`${name}.clip.mp4`))).rejects.toThrow('ENOENT')
})
