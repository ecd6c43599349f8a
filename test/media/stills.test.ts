import { readFile, stat, writeFile } from 'node:fs/promises'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import ExifReader from 'exifreader'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleRecipe } from '../support/sample-recipe.ts'
import { makeAvif, makeJpeg, makeMp4, makePng, makeWebp, noise, pngChunk, quarters, withPngChunks } from './fixtures.ts'
import { readPixels } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

/** Korean, quotes, a line break and pictures: all of it must come back as it was. */
const recipe = sampleRecipe({ mode: 't2i', prompt: '노을 지는 바다, "천천히" 🌅\nsecond line' })

const finish = (name: string) =>
  bench.tools.finishStill(bench.path(name), {
    outPath: bench.path(`${name}.still`),
    posterPath: bench.path(`${name}.poster.jpg`),
    posterWidth: 48,
    recipe,
  })

/** A text and a time that a maker left. */
const vendorPng = async (path: string): Promise<void> => {
  await makePng(path, { width: 65, height: 33 })
  const text = pngChunk('tEXt', Buffer.from('workflow\0{"secret":1}', 'latin1'))
  await writeFile(path, withPngChunks(await readFile(path), text, pngChunk('gAMA', Buffer.from([0, 0, 0xb1, 0x8f]))))
}

const vendorJpeg = async (path: string): Promise<void> => {
  await makeJpeg(path, { width: 65, height: 33, orientation: 1, gps: true })
  const jpeg = await readFile(path)
  const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 9]), Buffer.from('secret!', 'latin1')])
  await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2), Buffer.from('behind the end: secret')]))
}

test.each([
  ['vendor.png', 'image/png', vendorPng],
  ['vendor.jpg', 'image/jpeg', vendorJpeg],
])('%s keeps every pixel, and says how it was made in place of what its maker said', async (name, mediaType, make) => {
  await make(bench.path(name))
  expect(await finish(name)).toMatchObject({
    kind: 'clip',
    video: { kind: 'image', mediaType, width: 65, height: 33, durationSeconds: 0 },
    poster: { mediaType: 'image/jpeg', width: 48, height: 24 },
  })
  const still = bench.path(`${name}.still`)
  expect(await bench.tools.readRecipe(still)).toEqual(recipe)
  expect((await readPixels(still)).data).toEqual((await readPixels(bench.path(name))).data)
  const bytes = await readFile(still)
  expect(bytes.includes('secret')).toBe(false)
  const tags = ExifReader.load(bytes)
  expect(tags['GPSLatitude']).toBeUndefined()
  if (mediaType === 'image/jpeg') return
  // As another reader finds it, with what shows its colours.
  expect(JSON.parse(String(tags['Comment']?.value))).toMatchObject({ moodreel: 1, mode: 't2i' })
  expect(bytes.includes('gAMA')).toBe(true)
})

test.each([
  ['other.webp', makeWebp],
  ['other.avif', makeAvif],
  ['turned.jpg', (path: string) => makeJpeg(path, { width: 33, height: 65, orientation: 6 })],
] as const)('%s, which not every screen shows as it is, becomes an upright PNG', async (name, make) => {
  await make(bench.path(name), { width: 65, height: 33, draw: quarters })
  expect(await finish(name)).toMatchObject({ kind: 'clip', video: { mediaType: 'image/png', width: 65, height: 33, rotation: 0 } })
  expect(await bench.tools.readRecipe(bench.path(`${name}.still`))).toEqual(recipe)
})

test('what shows through stays so', async () => {
  await makePng(bench.path('clear.png'), { width: 8, height: 8, draw: () => undefined })
  await finish('clear.png')
  expect((await readPixels(bench.path('clear.png.still'))).data[3]).toBe(0)
})

test('a film and a sound are no still, a damaged picture is bad media', async () => {
  await makeMp4(bench.path('film.mp4'), { width: 64, height: 36, fps: 12, durationSeconds: 0.25 })
  expect(await finish('film.mp4')).toMatchObject({ kind: 'other', found: { mediaType: 'video/mp4' } })
  await expect(stat(bench.path('film.mp4.still'))).rejects.toThrow('ENOENT')
  await makePng(bench.path('whole.png'), { width: 64, height: 64, draw: noise })
  await writeFile(bench.path('half.png'), (await readFile(bench.path('whole.png'))).subarray(0, 6_000))
  await expect(finish('half.png')).rejects.toMatchObject({ code: 'bad_media' })
})

test('a recipe that fills more than a segment of a JPEG comes back whole, and none is found in a stranger’s', async () => {
  const long = sampleRecipe({
    mode: 't2i',
    prompt: '바'.repeat(4000),
    negativePrompt: '다'.repeat(2000),
    settings: { extras: { blob: '파'.repeat(8_000) } },
  })
  await makeJpeg(bench.path('plain.jpg'), { width: 16, height: 16 })
  const options = { outPath: bench.path('long.jpg'), posterPath: bench.path('long.poster.jpg'), posterWidth: 16, recipe: long }
  await bench.tools.finishStill(bench.path('plain.jpg'), options)
  expect(await bench.tools.readRecipe(bench.path('long.jpg'))).toEqual(long)
  await vendorJpeg(bench.path('strange.jpg'))
  expect(await bench.tools.readRecipe(bench.path('strange.jpg'))).toBeNull()
})

test('a still too large for a chat becomes a smaller JPEG with its recipe', async () => {
  await makePng(bench.path('noise.png'), { width: 400, height: 300, draw: noise })
  await finish('noise.png')
  const fitted = await bench.tools.fit(bench.path('noise.png.still'), bench.path('fitted.mp4'), { limitBytes: 40_000 })
  expect(fitted).toMatchObject({ kind: 'image', mediaType: 'image/jpeg' })
  expect(fitted.sizeBytes).toBeLessThanOrEqual(40_000)
  expect(await bench.tools.readRecipe(bench.path('fitted.mp4'))).toEqual(recipe)
  await expect(bench.tools.fit(bench.path('noise.png.still'), bench.path('none.jpg'), { limitBytes: 900 })).rejects.toMatchObject({
    code: 'too_large',
  })
  const same = await bench.tools.fit(bench.path('noise.png.still'), bench.path('same.png'), { limitBytes: 1e9 })
  expect(same.mediaType).toBe('image/png')
})

test('the poster of a still shows it', async () => {
  const picture = createCanvas(96, 48)
  const context = picture.getContext('2d')
  context.fillStyle = 'rgb(200 30 30)'
  context.fillRect(0, 0, 96, 48)
  await writeFile(bench.path('red.png'), picture.toBuffer('image/png'))
  await finish('red.png')
  const poster = await loadImage(await readFile(bench.path('red.png.poster.jpg')))
  expect([poster.width, poster.height]).toEqual([48, 24])
})
