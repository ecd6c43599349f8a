import { stat, writeFile } from 'node:fs/promises'
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maskFields } from '../../src/core/fixes.ts'
import { type Draw, makeJpeg, makeMp4, makePng, makeWebp, noise, quarters } from './fixtures.ts'
import { type Pixels, readPixels } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const size = { width: 101, height: 67 }

/** As somebody paints: white on black, with a soft edge. */
const disc =
  (blur = 3, [ink, ground] = ['white', 'black']): Draw =>
  (context, width, height) => {
    context.fillStyle = ground ?? ''
    context.fillRect(0, 0, width, height)
    context.filter = `blur(${blur}px)`
    context.fillStyle = ink ?? ''
    context.beginPath()
    context.arc(width / 2, height / 2, Math.min(width, height) / 3, 0, 2 * Math.PI)
    context.fill()
  }

const filled =
  (colour: string): Draw =>
  (context, width, height) => {
    context.fillStyle = colour
    context.fillRect(0, 0, width, height)
  }

const dot = (context: SKRSContext2D, width: number, height: number): void => {
  context.fillStyle = 'white'
  context.fillRect(Math.floor(width / 2), Math.floor(height / 2), 1, 1)
}

/** A noise that shows through here and there, down to nothing. */
const veiled: Draw = (context, width, height) => {
  noise(context, width, height, 3, 4)
  const image = context.getImageData(0, 0, width, height)
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = [255, 255, 0, 128, 40][(at >> 2) % 5] ?? 0
  context.putImageData(image, 0, 0)
}

const other: Draw = (context, width, height) => noise(context, width, height, 9, 10)

const masked = async (name: string, options: { width: number; height: number; inverted?: boolean } = size): Promise<string> => {
  const path = bench.path(`checked-${name}`)
  await bench.tools.checkMask(bench.path(name), path, options)
  return path
}

const isWhite = ({ data }: Pixels, at: number): boolean => (data[4 * at] ?? 0) === 255
const areas = (mask: Pixels): number =>
  Array.from({ length: mask.width * mask.height }, (_, at) => isWhite(mask, at)).filter(Boolean).length

/** How many pixels differ in how much, outside of a mask and inside of it. */
const compare = (before: Pixels, after: Pixels, mask: Pixels): { outside: number; inside: number } => {
  const differing = { outside: 0, inside: 0 }
  expect([after.width, after.height]).toEqual([before.width, before.height])
  for (let at = 0; at < before.width * before.height; at++) {
    const isSame = [0, 1, 2, 3].every((part) => before.data[4 * at + part] === after.data[4 * at + part])
    if (!isSame) differing[isWhite(mask, at) ? 'inside' : 'outside'] += 1
  }
  return differing
}

describe('a mask', () => {
  test.each([
    ['a PNG with a soft edge', 'soft.png', (path: string) => makePng(path, { ...size, draw: disc() })],
    ['a JPEG', 'mask.jpg', (path: string) => makeJpeg(path, { ...size, draw: disc() })],
    ['a WebP', 'mask.webp', (path: string) => makeWebp(path, { ...size, draw: disc() })],
    ['what is painted on nothing', 'on-nothing.png', (path: string) => makePng(path, { ...size, draw: disc(3, ['white', 'transparent']) })],
    ['twice as large', 'large.png', (path: string) => makePng(path, { width: 202, height: 134, draw: disc(6) })],
    ['smaller, its sides rounded', 'small.png', (path: string) => makePng(path, { width: 51, height: 34, draw: disc(2) })],
  ])('of %s becomes black and white, in the size of its still', async (_, name, make) => {
    await make(bench.path(name))
    const mask = await readPixels(await masked(name))
    expect([mask.width, mask.height]).toEqual([size.width, size.height])
    expect(new Set(mask.data)).toEqual(new Set([0, 255]))
    const disc = Math.PI * (size.height / 3) ** 2
    expect(areas(mask) / disc).toBeGreaterThan(0.9)
    expect(areas(mask) / disc).toBeLessThan(1.1)
  })

  test('is turned as its file says, and stands for the rest where somebody says so', async () => {
    await makeJpeg(bench.path('turned.jpg'), { width: 67, height: 101, orientation: 6, draw: disc() })
    await makePng(bench.path('black.png'), { ...size, draw: disc(3, ['black', 'white']) })
    const [turned, rest] = [await masked('turned.jpg'), await masked('black.png', { ...size, inverted: true })]
    const [one, two] = [areas(await readPixels(turned)), areas(await readPixels(rest))]
    expect(Math.abs(one - two)).toBeLessThan(one / 20)
    await makePng(bench.path('black-on-nothing.png'), { ...size, draw: disc(3, ['black', 'transparent']) })
    expect(areas(await readPixels(await masked('black-on-nothing.png', { ...size, inverted: true })))).toBeCloseTo(two, -2)
  })

  test.each([
    ['black all over', 'media.maskEmpty', filled('black')],
    ['nearly black all over', 'media.maskEmpty', filled('rgb(30 30 30)')],
    ['nothing at all', 'media.maskEmpty', () => undefined],
    ['white all over', 'media.maskFull', filled('white')],
    ['a picture', 'media.maskIsPicture', noise],
    ['a coloured picture', 'media.maskIsPicture', quarters],
    ['grey all over', 'media.maskIsPicture', filled('rgb(128 128 128)')],
  ] as const)('that is %s is refused', async (_, line, draw) => {
    await makePng(bench.path('bad.png'), { ...size, draw })
    await expect(masked('bad.png')).rejects.toMatchObject({ code: 'bad_media', sentence: { say: line } })
    await expect(stat(bench.path('checked-bad.png'))).rejects.toThrow('ENOENT')
  })

  test('of another shape is refused, and so is what is no picture, moves, is damaged or too large', async () => {
    await makePng(bench.path('square.png'), { width: 67, height: 67, draw: disc() })
    await expect(masked('square.png')).rejects.toMatchObject({
      code: 'bad_media',
      sentence: { say: 'media.maskOtherShape', given: { mask: '67×67', image: '101×67' } },
    })
    await writeFile(bench.path('words.png'), 'white is what changes')
    await expect(masked('words.png')).rejects.toMatchObject({ code: 'bad_media' })
    await makeMp4(bench.path('film.png'), { width: 64, height: 36, fps: 12, durationSeconds: 0.25 })
    await expect(masked('film.png')).rejects.toMatchObject({ code: 'bad_media' })
    await writeFile(bench.path('huge.png'), Buffer.concat([createCanvas(8, 8).toBuffer('image/png'), Buffer.alloc(50e6)]))
    await expect(masked('huge.png')).rejects.toMatchObject({ code: 'too_large', sentence: { say: 'media.tooManyBytes' } })
  })

  test('of one dot is one', async () => {
    await makePng(bench.path('dot.png'), { ...size, draw: dot })
    expect(areas(await readPixels(await masked('dot.png')))).toBe(1)
  })

  test('by fields covers each pixel of a still once', async () => {
    let sum = 0
    for (const field of maskFields) {
      const path = bench.path(`${field}.png`)
      await bench.tools.fieldMask(path, { ...size, fields: [field] })
      sum += areas(await readPixels(path))
    }
    expect(sum).toBe(size.width * size.height)
    const [corner, rest] = [bench.path('corner.png'), bench.path('rest.png')]
    await bench.tools.fieldMask(corner, { ...size, fields: ['top-left', 'top', 'left', 'middle'] })
    await bench.tools.fieldMask(rest, { ...size, fields: ['top-left', 'top', 'left', 'middle'], inverted: true })
    expect(areas(await readPixels(corner))).toBe(67 * 45)
    expect(areas(await readPixels(rest))).toBe(size.width * size.height - 67 * 45)
  })
})

describe('a fix', () => {
  const originals = {
    'PNG of noise': ['still.png', (path: string) => makePng(path, { ...size, draw: noise })],
    'JPEG of noise': ['still.jpg', (path: string) => makeJpeg(path, { ...size, draw: noise })],
    'PNG that shows through': ['veiled.png', (path: string) => makePng(path, { ...size, draw: veiled })],
  } as const satisfies Record<string, readonly [string, (path: string) => Promise<void>]>
  const answers = {
    'repaints everything': ['made.png', (path: string) => makePng(path, { ...size, draw: other })],
    'answers as JPEG': ['made.jpg', (path: string) => makeJpeg(path, { ...size, draw: other })],
    'rounds its sides': ['rounded.png', (path: string) => makePng(path, { width: 96, height: 64, draw: other })],
    'answers twice as large': ['double.webp', (path: string) => makeWebp(path, { width: 202, height: 134, draw: other })],
    'answers as a square': ['square-made.png', (path: string) => makePng(path, { width: 64, height: 64, draw: other })],
    'answers with what shows through': ['veiled-made.png', (path: string) => makePng(path, { ...size, draw: veiled })],
  } as const satisfies Record<string, readonly [string, (path: string) => Promise<void>]>

  test.each(
    Object.entries(originals).flatMap(([still, [original, makeStill]]) =>
      Object.entries(answers).map(([does, [made, makeAnswer]]) => ({ still, does, original, makeStill, made, makeAnswer })),
    ),
  )('of a $still by a model that $does changes no pixel outside of its mask', async ({ original, makeStill, made, makeAnswer }) => {
    await makeStill(bench.path(original))
    await makeAnswer(bench.path(made))
    await makePng(bench.path('for.png'), { ...size, draw: disc() })
    for (const inverted of [false, true]) {
      const mask = await masked('for.png', { ...size, inverted })
      const outPath = bench.path('fixed.png')
      const info = await bench.tools.compose(bench.path(made), outPath, { original: bench.path(original), mask })
      expect(info).toMatchObject({ mediaType: 'image/png', ...size })
      const [before, after, white] = [await readPixels(bench.path(original)), await readPixels(outPath), await readPixels(mask)]
      const { outside, inside } = compare(before, after, white)
      expect(outside).toBe(0)
      // Of noise over noise some pixel may be the same by chance; what is wholly transparent shows what was there.
      expect(inside / areas(white)).toBeGreaterThan(made.startsWith('veiled') ? 0.3 : 0.9)
    }
  })

  test('has in its middle what the model made, and a soft edge inside of the mask alone', async () => {
    const large = { width: 640, height: 360 }
    await makePng(bench.path('black-still.png'), { ...large, draw: filled('black') })
    await makePng(bench.path('white-made.png'), { ...large, draw: filled('white') })
    await bench.tools.fieldMask(bench.path('left.png'), { ...large, fields: ['top-left', 'left', 'bottom-left'] })
    const files = { original: bench.path('black-still.png'), mask: bench.path('left.png') }
    await bench.tools.compose(bench.path('white-made.png'), bench.path('edge.png'), files)
    const { data } = await readPixels(bench.path('edge.png'))
    const row = Array.from({ length: large.width }, (_, x) => data[4 * (180 * large.width + x)] ?? 0)
    // To the border of the picture all is white; towards the edge of the mask it grows darker, and behind that it is black.
    expect(new Set(row.slice(0, 208))).toEqual(new Set([255]))
    const edge = row.slice(208, 213)
    expect(edge).toEqual(edge.toSorted((one, two) => two - one))
    expect(edge.some((value) => value > 0 && value < 255)).toBe(true)
    expect(new Set(row.slice(213))).toEqual(new Set([0]))
  })

  test('of a line as thin as a hair is seen', async () => {
    await makePng(bench.path('black-still.png'), { ...size, draw: filled('black') })
    await makePng(bench.path('white-made.png'), { ...size, draw: filled('white') })
    await makePng(bench.path('hair.png'), { ...size, draw: dot })
    const files = { original: bench.path('black-still.png'), mask: await masked('hair.png') }
    await bench.tools.compose(bench.path('white-made.png'), bench.path('seen.png'), files)
    expect((await readPixels(bench.path('seen.png'))).at(0.5, 0.5)[0]).toBeGreaterThan(180)
  })

  test('is not lost for being a larger file than anybody may give', async () => {
    await makePng(bench.path('still.png'), { ...size, draw: noise })
    await makePng(bench.path('made.png'), { ...size, draw: other })
    await makePng(bench.path('for.png'), { ...size, draw: disc() })
    const files = { original: bench.path('still.png'), mask: await masked('for.png') }
    const maxImageBytes = (await stat(bench.path('still.png'))).size / 2
    await using strict = await openBench({ limits: { maxImageBytes } })
    const info = await strict.tools.compose(bench.path('made.png'), strict.path('fixed.png'), files)
    expect(info).toMatchObject({ mediaType: 'image/png', ...size })
    expect(info.sizeBytes).toBeGreaterThan(maxImageBytes)
  })

  test('of the largest still takes no more memory than there is', { timeout: 240_000 }, async () => {
    const largest = { width: 4096, height: 4096 }
    await makePng(bench.path('largest.png'), { ...largest, draw: quarters })
    await makePng(bench.path('largest-made.png'), { width: 6300, height: 6300, draw: quarters })
    await bench.tools.fieldMask(bench.path('largest-mask.png'), { ...largest, fields: ['middle'] })
    const files = { original: bench.path('largest.png'), mask: bench.path('largest-mask.png') }
    const info = await bench.tools.compose(bench.path('largest-made.png'), bench.path('largest-fixed.png'), files)
    expect(info).toMatchObject({ mediaType: 'image/png', ...largest })
  })

  test('of what is no still picture is bad media', async () => {
    await makePng(bench.path('still.png'), { ...size, draw: noise })
    await makePng(bench.path('for.png'), { ...size, draw: disc() })
    await makeMp4(bench.path('film.mp4'), { width: 64, height: 36, fps: 12, durationSeconds: 0.25 })
    const files = { original: bench.path('still.png'), mask: await masked('for.png') }
    await expect(bench.tools.compose(bench.path('film.mp4'), bench.path('none.png'), files)).rejects.toMatchObject({ code: 'bad_media' })
  })
})

test.each([
  ['wide', { width: 160, height: 90 }, { width: 160, height: 186 }],
  ['tall', { width: 90, height: 160 }, { width: 186, height: 160 }],
])('a before and after of %s stills has both whole', async (_, still, whole) => {
  await makePng(bench.path('before.png'), { ...still, draw: filled('rgb(200 0 0)') })
  await makePng(bench.path('after.png'), { ...still, draw: filled('rgb(0 0 200)') })
  const info = await bench.tools.beforeAfter(bench.path('both.jpg'), {
    before: { path: bench.path('before.png'), label: '0' },
    after: { path: bench.path('after.png'), label: '3' },
  })
  expect(info).toMatchObject({ mediaType: 'image/jpeg', ...whole })
  const both = await readPixels(bench.path('both.jpg'))
  expect(both.at(0.4, 0.4)[0]).toBeGreaterThan(150)
  expect(both.at(0.9, 0.9)[2]).toBeGreaterThan(150)
})
