import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Recipe } from '../../src/core/recipe.ts'
import { makeJpeg, makeMp4, noise } from './fixtures.ts'
import { readBack, topBoxes } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const small = { width: 160, height: 90, fps: 15, durationSeconds: 1 }

const recipe: Recipe = {
  moodreel: 1,
  generationId: '0123456789ab',
  parentId: null,
  mode: 'i2v',
  model: 'local',
  provider: 'local',
  modelVersion: null,
  prompt: '노을 지는 바다, "천천히" 🌅🐚\nsecond line',
  negativePrompt: null,
  seedRequested: 0,
  seedUsed: 0,
  settings: { durationSeconds: 1, aspectRatio: '16:9', extras: { steps: 4, nested: { on: true } } },
  inputs: [{ role: 'firstFrame', sha256: 'ab'.repeat(32), mediaType: 'image/png' }],
  createdAt: '2026-11-21T12:00:00.000Z',
}

test('writes a recipe that reads back as it was, and copies frames and sound', async () => {
  const [path, out] = [bench.path('clip.mp4'), bench.path('tagged.mp4')]
  await makeMp4(path, { ...small, audio: true, indexLast: true, rotation: 90, tags: { title: 'of the vendor', artist: 'vendor' } })
  expect(await bench.tools.tag(path, out, recipe)).toMatchObject({ videoCodec: 'avc', audioCodec: 'aac', rotation: 90 })
  expect(await bench.tools.readRecipe(out)).toEqual(recipe)
  const [before, after] = [await readBack(path), await readBack(out)]
  expect(after.tags).toMatchObject({ title: recipe.prompt, comment: JSON.stringify(recipe) })
  expect(after.tags.artist).toBeUndefined()
  expect({ ...after, tags: null }).toEqual({ ...before, tags: null })
  expect(await topBoxes(out)).toEqual(['ftyp', 'moov', 'mdat'])
})

test.each([
  ['vp9.webm', 'vp9', 160],
  ['hevc.mov', 'hevc', 162],
] as const)('makes H.264 and AAC of %s', async (name, codec, width) => {
  await makeMp4(bench.path(name), { ...small, width, codec, audio: true })
  const info = await bench.tools.tag(bench.path(name), bench.path('anew.mp4'), recipe)
  expect(info).toMatchObject({ mediaType: 'video/mp4', videoCodec: 'avc', audioCodec: 'aac', width, height: 90 })
  expect((await readBack(bench.path('anew.mp4'))).frameTimes).toHaveLength(15)
  expect(await bench.tools.readRecipe(bench.path('anew.mp4'))).toEqual(recipe)
})

test('encodes the sound alone when the picture is H.264 already', async () => {
  await makeMp4(bench.path('opus.mkv'), { ...small, audio: true })
  expect(await bench.tools.tag(bench.path('opus.mkv'), bench.path('aac.mp4'), recipe)).toMatchObject({ audioCodec: 'aac' })
})

test('keeps the recipe when a clip is made to fit, and drops it with the other tags when tracks are cleaned', async () => {
  await makeMp4(bench.path('noise.mp4'), { ...small, draw: noise, bitrate: 3e6 })
  await bench.tools.tag(bench.path('noise.mp4'), bench.path('n.mp4'), recipe)
  const info = await bench.tools.fit(bench.path('n.mp4'), bench.path('fitted.mp4'), { limitBytes: 60_000 })
  expect(info.sizeBytes).toBeLessThanOrEqual(60_000)
  expect(await bench.tools.readRecipe(bench.path('fitted.mp4'))).toEqual(recipe)
  await bench.tools.cleanTracks(bench.path('n.mp4'), bench.path('clean.mp4'))
  expect(await bench.tools.readRecipe(bench.path('clean.mp4'))).toBeNull()
})

test.each([
  ['no comment', undefined],
  ['a sentence', 'shot on my phone'],
  ['JSON of somebody else', '{"prompt":"x"}'],
  ['a recipe with a part missing', JSON.stringify({ ...recipe, model: undefined })],
  ['a recipe buried in more than 64 KB', JSON.stringify({ ...recipe, settings: { extras: { blob: 'x'.repeat(70_000) } } })],
])('finds no recipe in %s', async (_, comment) => {
  await makeMp4(bench.path('foreign.mp4'), { ...small, durationSeconds: 0.2, tags: comment === undefined ? {} : { comment } })
  expect(await bench.tools.readRecipe(bench.path('foreign.mp4'))).toBeNull()
})

test('finds no recipe in a picture, and refuses what is nothing', async () => {
  await makeJpeg(bench.path('photo.jpg'), { width: 16, height: 16 })
  expect(await bench.tools.readRecipe(bench.path('photo.jpg'))).toBeNull()
  await writeFile(bench.path('text.mp4'), 'hello')
  await expect(bench.tools.readRecipe(bench.path('text.mp4'))).rejects.toMatchObject({ code: 'bad_media' })
})

test('refuses to write a file over itself', async () => {
  const path = bench.path('self.mp4')
  await makeMp4(path, { ...small, durationSeconds: 0.2 })
  const before = await readFile(path)
  await expect(bench.tools.tag(path, path, recipe)).rejects.toMatchObject({ code: 'internal' })
  expect(await readFile(path)).toEqual(before)
})
