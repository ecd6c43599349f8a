import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCanvas } from '@napi-rs/canvas'
import ExifReader from 'exifreader'
import { AV_PIX_FMT_RGB24, FF_ENCODER_LIBJXL } from 'node-av/constants'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspect } from '../../src/media/inspect.ts'
import { defaultLimits } from '../../src/media/media-tools.ts'
import {
  blue,
  type Draw,
  green,
  makeAnimatedGif,
  makeAvif,
  makeGif,
  makeJpeg,
  makePng,
  makePngHeader,
  makeWebp,
  noise,
  pngChunk,
  red,
  withPngChunks,
} from './fixtures.ts'
import { distance, readPixels } from './read-back.ts'
import { reference } from './reference-colours.ts'
import { makeStill } from './still-maker.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const white = [255, 255, 255]

describe('inspect', () => {
  test.each([
    ['jpeg', makeJpeg],
    ['png', makePng],
    ['webp', makeWebp],
    ['avif', makeAvif],
  ] as const)('knows a %s by its bytes, whatever its name', async (kind, make) => {
    const path = bench.path(`${kind}.mp4`)
    await make(path, { width: 48, height: 32 })
    expect(await bench.tools.inspect(path)).toMatchObject({
      kind: 'image',
      mediaType: `image/${kind}`,
      width: 48,
      height: 32,
      rotation: 0,
      durationSeconds: 0,
      videoCodec: null,
    })
  })

  test.each([
    [1, 48, 32, 0],
    [3, 48, 32, 180],
    [6, 32, 48, 90],
    [8, 32, 48, 270],
  ])('counts EXIF orientation %i as a turn of the displayed size', async (orientation, width, height, rotation) => {
    const path = bench.path('turned.jpg')
    await makeJpeg(path, { width: 48, height: 32, orientation })
    expect(await bench.tools.inspect(path)).toMatchObject({ width, height, rotation })
  })

  test('refuses a picture that claims 400 megapixels, by its header', async () => {
    const path = bench.path('bomb.png')
    await makePngHeader(path, 20_000, 20_000)
    await expect(bench.tools.inspect(path)).rejects.toMatchObject({
      code: 'too_large',
      userMessage: expect.stringContaining('20000×20000'),
    })
    await expect(bench.tools.cleanImage(path, bench.path('bomb-out.png'))).rejects.toMatchObject({ code: 'too_large' })
  })

  test('refuses a picture larger in bytes than the limit', async () => {
    const path = bench.path('large.png')
    await writeFile(path, withPngChunks(createCanvas(8, 8).encodeSync('png'), pngChunk('tEXt', Buffer.alloc(2000, 'a'))))
    await expect(inspect(path, { ...defaultLimits, maxImageBytes: 1000 })).rejects.toMatchObject({ code: 'too_large' })
  })

  test.each([
    ['jpeg', makeJpeg],
    ['png', makePng],
    ['webp', makeWebp],
  ] as const)('refuses a %s whose end is missing', async (kind, make) => {
    const [whole, cut] = [bench.path(`whole.${kind}`), bench.path(`cut.${kind}`)]
    await make(whole, { width: 320, height: 180 })
    const bytes = await readFile(whole)
    await writeFile(cut, bytes.subarray(0, bytes.length - 20))
    await expect(bench.tools.inspect(cut)).rejects.toMatchObject({ code: 'bad_media', userMessage: expect.stringContaining('cut off') })
  })
})

describe('cleanImage', () => {
  // Where the red quarter, the first in the stored picture, is seen once the picture is upright.
  test.each([
    [1, 0.25, 0.25, 0.75, 0.25],
    [2, 0.75, 0.25, 0.25, 0.25],
    [3, 0.75, 0.75, 0.25, 0.75],
    [4, 0.25, 0.75, 0.75, 0.75],
    [5, 0.25, 0.25, 0.25, 0.75],
    [6, 0.75, 0.25, 0.75, 0.75],
    [7, 0.75, 0.75, 0.75, 0.25],
    [8, 0.25, 0.75, 0.25, 0.25],
  ])('turns EXIF orientation %i upright, in a JPEG and in a PNG', async (orientation, redX, redY, greenX, greenY) => {
    for (const [make, name] of [[makeJpeg, 'upright.jpg'] as const, [makePng, 'upright.png'] as const]) {
      const path = bench.path(`stored-${name}`)
      await make(path, { width: 64, height: 32, orientation })
      const size = orientation < 5 ? { width: 64, height: 32 } : { width: 32, height: 64 }
      expect(await bench.tools.cleanImage(path, bench.path(name))).toMatchObject({ ...size, rotation: 0 })
      const pixels = await readPixels(bench.path(name))
      expect(distance(pixels.at(redX, redY), red)).toBeLessThan(6)
      expect(distance(pixels.at(greenX, greenY), green)).toBeLessThan(6)
    }
  })

  test('takes the place out of a JPEG and keeps its picture', async () => {
    const [path, out] = [bench.path('place.jpg'), bench.path('no-place.jpg')]
    const rainbow = (context: Parameters<NonNullable<Parameters<typeof makeJpeg>[1]['draw']>>[0]) => {
      for (let at = 0; at < 400; at += 1) {
        context.fillStyle = `hsl(${at * 37} 90% 50%)`
        context.fillRect((at * 53) % 320, (at * 29) % 180, 9, 9)
      }
    }
    await makeJpeg(path, { width: 320, height: 180, gps: true, draw: rainbow })
    expect(ExifReader.load(await readFile(path), { expanded: true }).gps?.Latitude).toBeCloseTo(37.566, 2)
    expect(await bench.tools.cleanImage(path, out)).toMatchObject({ mediaType: 'image/jpeg' })
    const metadata = ExifReader.load(await readFile(out), { expanded: true })
    expect([metadata.gps, metadata.exif, metadata.xmp, metadata.iptc]).toEqual([undefined, undefined, undefined, undefined])
    const [before, after] = [await readPixels(path), await readPixels(out)]
    const difference = before.data.reduce((sum, value, index) => sum + Math.abs(value - (after.data[index] ?? 0)), 0) / before.data.length
    expect(difference).toBeLessThan(0.5)
  })

  test('takes text and the place out of a PNG', async () => {
    const [path, out] = [bench.path('named.png'), bench.path('nameless.png')]
    await makePng(path, { width: 32, height: 32, gps: true })
    await writeFile(path, withPngChunks(await readFile(path), pngChunk('tEXt', Buffer.from('Author\0Kim'))))
    await bench.tools.cleanImage(path, out)
    const bytes = await readFile(out)
    expect(['eXIf', 'tEXt', 'Kim'].filter((word) => bytes.includes(word))).toEqual([])
  })

  test.each([
    ['webp', makeWebp],
    ['avif', makeAvif],
  ] as const)('makes a PNG of a %s', async (kind, make) => {
    const path = bench.path(`still.${kind}`)
    await make(path, { width: 64, height: 32 })
    expect(await bench.tools.cleanImage(path, bench.path('still.png'))).toMatchObject({ mediaType: 'image/png', width: 64, height: 32 })
    expect(distance((await readPixels(bench.path('still.png'))).at(0.75, 0.75), blue)).toBeLessThan(12)
  })

  test('puts what is transparent on white', async () => {
    const path = bench.path('glass.png')
    await makePng(path, { width: 16, height: 16, draw: (context) => context.fillRect(0, 0, 8, 16) })
    await bench.tools.cleanImage(path, bench.path('opaque.png'))
    const pixels = await readPixels(bench.path('opaque.png'))
    expect([pixels.at(0.1, 0.5), pixels.at(0.9, 0.5)]).toEqual([[0, 0, 0], white])
  })

  test.each([
    ['HLG', [9, 18, 0, 1], { transfer: 'hlg', gamut: 'bt2020' }],
    ['PQ', [9, 16, 0, 1], { transfer: 'pq', gamut: 'bt2020' }],
  ] as const)('shows a PNG that names its colours by numbers as every screen can: %s', async (_, codes, options) => {
    const context = createCanvas(64, 64).getContext('2d')
    context.fillStyle = 'rgb(153 128 102)'
    context.fillRect(0, 0, 64, 64)
    await writeFile(bench.path('hdr.png'), withPngChunks(context.canvas.encodeSync('png'), pngChunk('cICP', Buffer.from(codes))))
    await bench.tools.cleanImage(bench.path('hdr.png'), bench.path('sdr.png'))
    const wanted = reference([153 / 255, 128 / 255, 102 / 255], options)
    expect(distance((await readPixels(bench.path('sdr.png'))).at(0.5, 0.5), wanted)).toBeLessThan(3)
  })

  // Blue below, red above: a BMP begins at the bottom. The JPEG XL is a grey of 120, from FFmpeg's encoder.
  test('takes a BMP and a JPEG XL', async () => {
    const head = Buffer.alloc(54)
    head.write('BM')
    for (const [value, at] of [
      [70, 2],
      [54, 10],
      [40, 14],
      [2, 18],
      [2, 22],
    ] as const)
      head.writeUInt32LE(value, at)
    for (const [value, at] of [
      [1, 26],
      [24, 28],
    ] as const)
      head.writeUInt16LE(value, at)
    const rows = Buffer.from([255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 255, 0, 0, 255, 0, 0])
    await writeFile(bench.path('old.bmp'), Buffer.concat([head, rows]))
    expect(await bench.tools.cleanImage(bench.path('old.bmp'), bench.path('bmp.png'))).toMatchObject({ width: 2, height: 2 })
    const pixels = await readPixels(bench.path('bmp.png'))
    expect([pixels.at(0.2, 0.2), pixels.at(0.2, 0.8)]).toEqual([
      [255, 0, 0],
      [0, 0, 255],
    ])
    const draw: Draw = (context, width, height) => {
      context.fillStyle = 'rgb(120 120 120)'
      context.fillRect(0, 0, width, height)
    }
    await makeStill(bench.path('new.jxl'), { width: 64, height: 48, draw, encoder: FF_ENCODER_LIBJXL, format: AV_PIX_FMT_RGB24 })
    expect(await bench.tools.inspect(bench.path('new.jxl'))).toMatchObject({ mediaType: 'image/jxl', width: 64, height: 48 })
    await bench.tools.cleanImage(bench.path('new.jxl'), bench.path('jxl.png'))
    expect(distance((await readPixels(bench.path('jxl.png'))).at(0.5, 0.5), [120, 120, 120])).toBeLessThan(3)
  })

  test('takes a still GIF', async () => {
    await makeGif(bench.path('still.gif'), 1)
    expect(await bench.tools.cleanImage(bench.path('still.gif'), bench.path('gif.png'))).toMatchObject({ mediaType: 'image/png' })
  })

  test('refuses what moves, and says where it goes', async () => {
    await makeAnimatedGif(bench.path('moving.gif'))
    const refusal = bench.tools.cleanImage(bench.path('moving.gif'), bench.path('never.png'))
    await expect(refusal).rejects.toMatchObject({ code: 'bad_media', userMessage: expect.stringContaining('Use it with /v2v') })
  })

  // python-pillow's own, of one frame.
  test('takes an animated PNG of one frame for a still', async () => {
    const path = join(import.meta.dirname, '../fixtures/media/single_frame.png')
    expect(await bench.tools.inspect(path)).toMatchObject({ kind: 'image', width: 128, height: 64 })
    expect(await bench.tools.cleanImage(path, bench.path('single.png'))).toMatchObject({ mediaType: 'image/png', width: 128 })
  })

  test('takes a turned photograph of 12 megapixels', async () => {
    const path = bench.path('photo.jpg')
    await makeJpeg(path, { width: 4000, height: 3000, orientation: 6 })
    expect(await bench.tools.cleanImage(path, bench.path('photo-out.jpg'))).toMatchObject({ width: 3000, height: 4000 })
  })
})

describe('shrink', () => {
  test('scales a picture down until its longer side is as asked, upright and without metadata', async () => {
    await makeJpeg(bench.path('long.jpg'), { width: 300, height: 200, orientation: 6, gps: true })
    const info = await bench.tools.shrink(bench.path('long.jpg'), bench.path('short.jpg'), { maxSide: 90 })
    expect(info).toMatchObject({ mediaType: 'image/jpeg', width: 60, height: 90, rotation: 0 })
    const pixels = await readPixels(bench.path('short.jpg'))
    expect(distance(pixels.at(0.75, 0.25), red)).toBeLessThan(12)
    expect(distance(pixels.at(0.75, 0.75), green)).toBeLessThan(12)
    expect((await readFile(bench.path('short.jpg'))).includes('Exif')).toBe(false)
    await makePng(bench.path('line.png'), { width: 4000, height: 1 })
    expect(await bench.tools.shrink(bench.path('line.png'), bench.path('dash.png'), { maxSide: 90 })).toMatchObject({
      width: 90,
      height: 1,
    })
  })

  test.each([
    ['png', makePng],
    ['jpg', makeJpeg],
  ] as const)('leaves a %s that is no larger just as it is cleaned', async (ending, make) => {
    await make(bench.path(`same.${ending}`), { width: 120, height: 90, draw: noise })
    const [clean, shrunk] = [bench.path(`clean.${ending}`), bench.path(`shrunk.${ending}`)]
    await bench.tools.cleanImage(bench.path(`same.${ending}`), clean)
    expect(await bench.tools.shrink(bench.path(`same.${ending}`), shrunk, { maxSide: 120 })).toMatchObject({ width: 120, height: 90 })
    expect((await readFile(shrunk)).equals(await readFile(clean))).toBe(true)
  })

  test('makes a JPEG of what would be a large PNG', async () => {
    await makePng(bench.path('noise.png'), { width: 2_400, height: 2_400, draw: noise })
    const info = await bench.tools.shrink(bench.path('noise.png'), bench.path('quiet.png'), { maxSide: 2_200 })
    expect(info).toMatchObject({ mediaType: 'image/jpeg', width: 2_200 })
    expect(info.sizeBytes).toBeLessThan(10e6)
  })
})
