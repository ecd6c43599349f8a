import { readFile, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeif } from '../../src/media/heif-picture.ts'
import { defaultLimits } from '../../src/media/media-tools.ts'
import { box, full, u32, zeros } from '../hostile/boxes.ts'
import { blue, green, red } from './fixtures.ts'
import type { Rgb } from './hdr-films.ts'
import { codePicture, heifFile, ispe, type MadeHeic, type MadeItem, makeHeic, nclx, profileOf } from './heif-maker.ts'
import { iccProfile } from './icc.ts'
import { distance, readPixels } from './read-back.ts'
import { reference } from './reference-colours.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const share = ([r, g, b]: [number, number, number]): Rgb => [r / 255, g / 255, b / 255]
/** Red, green, blue and white quarters, clockwise from the top left. */
const quarters = (x: number, y: number): Rgb => (y < 0.5 ? share(x < 0.5 ? red : green) : x < 0.5 ? [1, 1, 1] : share(blue))
const plain =
  (...colour: Rgb) =>
  (): Rgb =>
    colour

/** As a phone codes a picture: BT.601 in full range. */
const phone = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt601', fullRange: true, bits: 8 } as const
const srgb = nclx(1, 13, 6, true)

/** The picture as it goes to a provider. */
const cleaned = async (name: string, made: MadeHeic) => {
  const [path, out] = [bench.path(name), bench.path('clean.png')]
  await makeHeic(path, made)
  const info = await bench.tools.inspect(path)
  await bench.tools.cleanImage(path, out)
  return { info, pixels: await readPixels(out), out }
}

describe('a HEIC picture', () => {
  test.each([
    ['in one piece', { width: 64, height: 48 }],
    ['in tiles that stick out', { width: 150, height: 100, tile: { width: 64, height: 64 } }],
    ['in 10 bits', { width: 64, height: 48, bits: 10 as const }],
    ['with odd sides', { width: 75, height: 51, tile: { width: 64, height: 64 } }],
  ])('is read: %s', async (_, size) => {
    const { info, pixels } = await cleaned('piece.heic', { ...phone, properties: [srgb], paint: quarters, ...size })
    expect(info).toMatchObject({ kind: 'image', mediaType: 'image/heic', width: size.width, height: size.height, rotation: 0 })
    expect([pixels.width, pixels.height]).toEqual([size.width, size.height])
    expect(distance(pixels.at(0.2, 0.2), red)).toBeLessThan(5)
    expect(distance(pixels.at(0.8, 0.2), green)).toBeLessThan(5)
    expect(distance(pixels.at(0.8, 0.8), blue)).toBeLessThan(5)
    expect(distance(pixels.at(0.2, 0.8), [255, 255, 255])).toBeLessThan(5)
  })

  // Where red, which is stored at the top left, and green, which is right of it, are seen.
  test.each<[name: string, properties: Buffer[], red: [number, number], green: [number, number]]>([
    ['a quarter against the clock', [box('irot', Buffer.from([1]))], [0.2, 0.8], [0.2, 0.2]],
    ['half around', [box('irot', Buffer.from([2]))], [0.8, 0.8], [0.2, 0.8]],
    ['a quarter with the clock', [box('irot', Buffer.from([3]))], [0.8, 0.2], [0.8, 0.8]],
    ['top to bottom', [box('imir', Buffer.from([0]))], [0.2, 0.8], [0.8, 0.8]],
    ['left to right', [box('imir', Buffer.from([1]))], [0.8, 0.2], [0.2, 0.2]],
    ['a quarter, then left to right', [box('irot', Buffer.from([3])), box('imir', Buffer.from([1]))], [0.2, 0.2], [0.2, 0.8]],
  ])('is turned once, whatever EXIF says as well: %s', async (_, turns, redAt, greenAt) => {
    const made = { ...phone, width: 64, height: 48, properties: [srgb, ...turns], paint: quarters, exifOrientation: 6 }
    const { info, pixels, out } = await cleaned('turned.heic', made)
    const upright = turns.some((turn) => turn.includes('irot') && turn[8] !== 2)
    expect(info).toMatchObject(upright ? { width: 48, height: 64 } : { width: 64, height: 48 })
    expect([pixels.width, pixels.height]).toEqual([info.width, info.height])
    expect(distance(pixels.at(...redAt), red)).toBeLessThan(5)
    expect(distance(pixels.at(...greenAt), green)).toBeLessThan(5)
    expect((await readFile(out)).includes('Exif')).toBe(false)
  })

  test.each([true, false])('in grey alone has its blacks and whites (full range: %s)', async (fullRange) => {
    const ramp = (x: number): Rgb => (x < 1 / 3 ? [0, 0, 0] : x < 2 / 3 ? [0.5, 0.5, 0.5] : [1, 1, 1])
    const made = { ...phone, fullRange, grey: true, width: 96, height: 64, properties: [nclx(1, 13, 6, fullRange)], paint: ramp }
    const { pixels } = await cleaned('grey.heic', made)
    const seen = [0.1, 0.5, 0.9].map((x) => pixels.at(x, 0.5)[1])
    expect(distance(seen, [0, 128, 255])).toBeLessThan(4)
  })

  test('in Display P3 comes out in sRGB, by its profile or by its numbers', async () => {
    const signal: Rgb = [0.8, 0.4, 0.3]
    for (const property of [profileOf(iccProfile('p3')), nclx(12, 13, 6, true)]) {
      const { pixels } = await cleaned('p3.heic', { ...phone, width: 64, height: 64, properties: [property], paint: plain(...signal) })
      // As any program for pictures shows it: sRGB and P3 share their curve.
      expect(distance(pixels.at(0.5, 0.5), [219, 94, 68])).toBeLessThan(4)
    }
  })

  test.each([
    ['HLG', 'hlg', nclx(9, 18, 9, false)],
    ['PQ', 'pq', nclx(9, 16, 9, false)],
  ] as const)('with more light than a screen has comes out as a film does: %s', async (_, transfer, property) => {
    const signal: Rgb = [0.6, 0.5, 0.4]
    const made = { primaries: 'bt2020', transfer, matrix: 'bt2020', bits: 10, width: 64, height: 64 } as const
    const { pixels } = await cleaned('hdr.heic', { ...made, properties: [property], paint: plain(...signal) })
    expect(distance(pixels.at(0.5, 0.5), reference(signal, { transfer, gamut: 'bt2020' }))).toBeLessThan(4)
  })

  test('shows white where its alpha leaves it out, and leaves out what is for brighter screens', async () => {
    const coded = { ...phone, width: 64, height: 64 }
    const mask = await codePicture({ ...coded, paint: (x) => (x < 0.5 ? [0, 0, 0] : [1, 1, 1]) })
    const urn = (name: string) => full('auxC', 0, Buffer.from(`${name}\0`))
    const companion = (name: string, id: number) => ({
      type: 'hvc1',
      data: mask.data,
      properties: [mask.setup, ispe(64, 64), nclx(2, 2, 6, true), urn(name)],
      references: { kind: 'auxl', to: [id] },
    })
    const seen = async (name: string) =>
      (
        await cleaned('with.heic', {
          ...coded,
          properties: [srgb],
          paint: plain(...share(green)),
          companions: (id) => [companion(name, id)],
        })
      ).pixels
    const cut = await seen('urn:mpeg:hevc:2015:auxid:1')
    expect(distance(cut.at(0.2, 0.5), [255, 255, 255])).toBeLessThan(5)
    expect(distance(cut.at(0.8, 0.5), green)).toBeLessThan(5)
    const whole = await seen('urn:com:apple:photo:2020:aux:hdrgainmap')
    expect(distance(whole.at(0.2, 0.5), green)).toBeLessThan(5)
  })

  test('of a burst is its best one', async () => {
    const [path, out] = [bench.path('burst.heic'), bench.path('best.png')]
    const one = { ...phone, width: 64, height: 64 }
    const [first, best] = [
      await codePicture({ ...one, paint: plain(1, 0, 0) }),
      await codePicture({ ...one, paint: plain(...share(blue)) }),
    ]
    const items = [first, best].map(({ data, setup }) => ({ type: 'hvc1', data, properties: [setup, ispe(64, 64), srgb] }))
    const series = box('moov', box('trak', box('mdia', box('minf', box('stbl', full('stsz', 0, u32(0, 9), zeros(36)))))))
    await writeFile(path, heifFile(items, { primary: 2, more: [series] }))
    await bench.tools.cleanImage(path, out)
    expect(distance((await readPixels(out)).at(0.5, 0.5), blue)).toBeLessThan(5)
  })
})

describe('an AVIF picture', () => {
  test('is read without the property that says how many bits it has', async () => {
    const made = { ...phone, bits: 10, encoder: 'libsvtav1', width: 64, height: 64 } as const
    const { info, pixels } = await cleaned('still.avif', { ...made, properties: [srgb], paint: quarters })
    expect(info).toMatchObject({ mediaType: 'image/avif', width: 64, height: 64 })
    expect(distance(pixels.at(0.8, 0.8), blue)).toBeLessThan(6)
  })
})

describe('a HEIC made to hurt', () => {
  const limits = { ...defaultLimits, maxPixels: 500_000 }
  const open = async (items: MadeItem[], primary: number) => openHeif(heifFile(items, { primary }), limits)

  test('ends where its stream is larger than it says, before the memory is taken', async () => {
    const { data, setup } = await codePicture({ ...phone, width: 1280, height: 704, paint: plain(1, 0, 0) })
    await expect(open([{ type: 'hvc1', data, properties: [setup, ispe(64, 64)] }], 1)).rejects.toThrow()
  })

  test('ends where one tile is to be decoded sixty-five thousand times', async () => {
    const { data, setup } = await codePicture({ ...phone, width: 64, height: 64, paint: plain(1, 0, 0) })
    const grid = (rows: number, columns: number, width: number, height: number): MadeItem => ({
      type: 'grid',
      data: Buffer.from([0, 1, rows - 1, columns - 1, ...u32(width, height)]),
      properties: [ispe(width, height)],
      references: { kind: 'dimg', to: Array.from({ length: rows * columns }, () => 1) },
    })
    const tile = { type: 'hvc1', data, properties: [setup, ispe(64, 64)] }
    await expect(open([tile, grid(128, 128, 640, 640)], 2)).rejects.toMatchObject({ code: 'bad_media' })
    await expect(open([tile, grid(40, 40, 64, 64)], 2)).rejects.toMatchObject({ code: 'bad_media' })
    await expect(open([tile, { ...grid(1, 2, 128, 64), references: { kind: 'dimg', to: [2, 2] } }], 2)).rejects.toMatchObject({
      code: 'bad_media',
    })
    expect(await open([tile, grid(2, 2, 128, 128)], 2)).toMatchObject({ width: 128 })
  })
})
