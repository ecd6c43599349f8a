import { readFile } from 'node:fs/promises'
import type { Rotation } from 'mediabunny'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blue, type Draw, green, makeJpeg, makeMp4, makePlainFilm, makeSound, quarters, red, redThenBlue } from './fixtures.ts'
import { distance, readPixels } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const small = { width: 160, height: 90, fps: 15, durationSeconds: 1 }
/** What H.264 and rounding may change of a plain colour. */
const near = 14

const colourAt = async (path: string, at: 'first' | 'last' | number): Promise<number[]> => {
  const out = bench.path('frame.png')
  await bench.tools.frame(path, out, { at })
  return (await readPixels(out)).at(0.1, 0.1)
}

test('several stills stand on one sheet row by row, each with its label in the corner', async () => {
  const colours = [red, green, blue] as const
  const tiles = await Promise.all(
    colours.map(async (colour, at) => {
      const path = bench.path(`tile-${at}.jpg`)
      await makeJpeg(path, {
        width: 160,
        height: 90,
        draw(context, width, height) {
          context.fillStyle = `rgb(${colour.join()})`
          context.fillRect(0, 0, width, height)
        },
      })
      return { path, label: `${at + 1}` }
    }),
  )
  const info = await bench.tools.numberSheet(bench.path('sheet.jpg'), { tiles })
  expect(info).toMatchObject({ mediaType: 'image/jpeg', width: 960 })
  const pixels = await readPixels(bench.path('sheet.jpg'))
  const middles: [number, number][] = [
    [0.25, 0.25],
    [0.75, 0.25],
    [0.25, 0.75],
  ]
  for (const [at, colour] of colours.entries()) expect(distance(pixels.at(...(middles[at] ?? [0, 0])), [...colour])).toBeLessThan(near)
  // The label is white on a dark ground.
  expect(distance(pixels.at(0.01, 0.01), red)).toBeGreaterThan(60)
})

test('ten stills are two rows of five, and of one that is covered there is the label alone', async () => {
  await makeJpeg(bench.path('ten.jpg'), {
    ...{ width: 160, height: 90 },
    draw(context, width, height) {
      context.fillStyle = `rgb(${red.join()})`
      context.fillRect(0, 0, width, height)
    },
  })
  const tiles = Array.from({ length: 10 }, (_, at) => ({ path: bench.path('ten.jpg'), label: `${at + 1}`, covered: at === 6 }))
  const info = await bench.tools.numberSheet(bench.path('ten-sheet.jpg'), { tiles })
  expect(info).toMatchObject({ width: 5 * 316 + 4 * 4, height: 2 * 178 + 4 })
  const pixels = await readPixels(bench.path('ten-sheet.jpg'))
  const isRed = (at: number): boolean => distance(pixels.at(((at % 5) + 0.5) / 5, (Math.floor(at / 5) + 0.5) / 2), [...red]) < near
  expect(tiles.map((_, at) => isRed(at))).toEqual(tiles.map(({ covered }) => !covered))
})

test('ten large pictures stand on a sheet, in a child that has no room for all of them', async () => {
  await using small = await openBench({ limits: { memoryBytes: 500e6 } })
  // Each is 40 MB as it is decoded, and as much again as it is drawn.
  await makeJpeg(small.path('large.jpg'), { width: 4_000, height: 2_500 })
  const tiles = Array.from({ length: 10 }, (_, at) => ({ path: small.path('large.jpg'), label: `${at + 1}` }))
  expect(await small.tools.numberSheet(small.path('sheet.jpg'), { tiles })).toMatchObject({ width: 5 * 316 + 4 * 4 })
  const last = (await readPixels(small.path('sheet.jpg'))).at(4.25 / 5, 1.75 / 2)
  expect(distance(last, [255, 255, 255])).toBeLessThan(near)
})

test.each([
  ['narrow', 1, 4_096, 2],
  ['flat', 4_096, 1, 1 / 4],
])('a first picture that is a %s strip leaves the others room to be seen', async (name, width, height, shape) => {
  await makeJpeg(bench.path(`${name}.jpg`), { width, height })
  await makeJpeg(bench.path('beside.jpg'), { width: 160, height: 90, draw: redThenBlue })
  const tiles = [name, 'beside', 'beside', 'beside'].map((file, at) => ({ path: bench.path(`${file}.jpg`), label: `${at + 1}` }))
  const info = await bench.tools.numberSheet(bench.path('strip-sheet.jpg'), { tiles })
  expect(info).toMatchObject({ width: 960, height: 2 * Math.round(478 * shape) + 4 })
  expect(distance((await readPixels(bench.path('strip-sheet.jpg'))).at(0.75, 0.75), red)).toBeLessThan(near)
})

describe('frame', () => {
  test.each([
    ['H.264 with B-frames', 'b.mp4', {}],
    ['uneven times', 'v.mp4', { variableFrameRate: true }],
    ['HEVC', 'h.mov', { codec: 'hevc' as const }],
    ['VP9', 'w.webm', { codec: 'vp9' as const }],
    ['sound that lasts longer', 's.mp4', { audio: true }],
  ])('finds the first frame, the last and one between: %s', async (_, name, options) => {
    await makeMp4(bench.path(name), { ...small, ...options })
    expect(distance(await colourAt(bench.path(name), 'first'), red)).toBeLessThan(near)
    expect(distance(await colourAt(bench.path(name), 'last'), blue)).toBeLessThan(near)
    expect(distance(await colourAt(bench.path(name), 0.5), green)).toBeLessThan(near)
    expect(distance(await colourAt(bench.path(name), 100), blue)).toBeLessThan(near)
  })

  test.each<[rotation: Rotation, width: number, height: number, red: [number, number], green: [number, number]]>([
    [0, 160, 90, [0.25, 0.25], [0.75, 0.25]],
    [90, 90, 160, [0.75, 0.25], [0.75, 0.75]],
    [180, 160, 90, [0.75, 0.75], [0.25, 0.75]],
    [270, 90, 160, [0.25, 0.75], [0.25, 0.25]],
  ])('is upright when the file asks for a turn of %i degrees', async (rotation, width, height, redAt, greenAt) => {
    await makeMp4(bench.path('turn.mp4'), { ...small, durationSeconds: 0.2, rotation, draw: quarters })
    const info = await bench.tools.frame(bench.path('turn.mp4'), bench.path('turn.png'), { at: 'first' })
    expect(info).toMatchObject({ mediaType: 'image/png', width, height, rotation: 0 })
    const pixels = await readPixels(bench.path('turn.png'))
    expect(distance(pixels.at(...redAt), red)).toBeLessThan(near)
    expect(distance(pixels.at(...greenAt), green)).toBeLessThan(near)
  })

  // The same Y, U and V are two colours: BT.709 is what HD films name, BT.601 what a small film means that names none.
  test.each([
    ['bt709', [219, 29, 14]],
    [null, [203, 10, 16]],
  ] as const)('reads colours by the matrix that the film names (%s), before and after it was encoded anew', async (matrix, colour) => {
    await makePlainFilm(bench.path('plain.mov'), [75, 102, 212], matrix)
    expect(distance(await colourAt(bench.path('plain.mov'), 'first'), [...colour])).toBeLessThan(5)
    await bench.tools.fit(bench.path('plain.mov'), bench.path('anew.mp4'), { limitBytes: 1e6 })
    expect(distance(await colourAt(bench.path('anew.mp4'), 'first'), [...colour])).toBeLessThan(5)
  })

  test('is a JPEG by the ending and no wider than asked', async () => {
    await makeMp4(bench.path('wide.mp4'), small)
    const info = await bench.tools.frame(bench.path('wide.mp4'), bench.path('poster.jpg'), { at: 0, maxWidth: 80 })
    expect(info).toMatchObject({ mediaType: 'image/jpeg', width: 80, height: 45 })
  })

  test('takes a still for a film of one frame', async () => {
    await makeJpeg(bench.path('still.jpg'), { width: 64, height: 32, orientation: 6 })
    const info = await bench.tools.frame(bench.path('still.jpg'), bench.path('poster.png'), { at: 'last', maxWidth: 16 })
    expect(info).toMatchObject({ width: 16, height: 32 })
  })

  test('refuses a sound', async () => {
    await makeSound(bench.path('tone.wav'), 0.2)
    const refusal = bench.tools.frame(bench.path('tone.wav'), bench.path('none.png'), { at: 0 })
    await expect(refusal).rejects.toMatchObject({ code: 'bad_media' })
    await expect(readFile(bench.path('none.png'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('contactSheet', () => {
  test('shows the film from its start to its end, row by row', async () => {
    const thirds: Draw = (context, width, height, index, count) => {
      const colour = [red, green, blue][Math.floor((index * 3) / count)] ?? blue
      context.fillStyle = `rgb(${colour.join(' ')})`
      context.fillRect(0, 0, width, height)
    }
    await makeMp4(bench.path('thirds.mp4'), { ...small, draw: thirds })
    const options = { columns: 3, rows: 2, width: 241 }
    expect(await bench.tools.contactSheet(bench.path('thirds.mp4'), bench.path('sheet.jpg'), options)).toMatchObject({
      mediaType: 'image/jpeg',
      width: 241,
      height: 90,
    })
    const pixels = await readPixels(bench.path('sheet.jpg'))
    const seen = [0.25, 0.75].flatMap((y) => [1 / 6, 3 / 6, 5 / 6].map((x) => pixels.at(x, y)))
    const wanted = [red, red, green, green, blue, blue]
    expect(seen.map((colour, index) => distance(colour, wanted[index] ?? [])).every((difference) => difference < near)).toBe(true)
  })

  test('is upright for a turned film', async () => {
    await makeMp4(bench.path('turned.mp4'), { ...small, rotation: 90, draw: redThenBlue })
    const options = { columns: 2, rows: 1, width: 100 }
    expect(await bench.tools.contactSheet(bench.path('turned.mp4'), bench.path('s.jpg'), options)).toMatchObject({ width: 100, height: 89 })
  })
})
