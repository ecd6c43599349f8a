import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanInput, inspectInput } from '../../src/studio/workflow/prepare-input.ts'
import { blue, green, red } from './fixtures.ts'
import { makeHdrFilm, type Rgb } from './hdr-films.ts'
import { makeMovingGif, makeMovingPng, makeMovingWebp } from './moving-makers.ts'
import { distance, readBack, readPixels, readVideoTags } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench[Symbol.asyncDispose]())

const colours = [red, green, blue]
const css = colours.map((colour) => `rgb(${colour.join(' ')})`)

describe.each([
  ['a GIF', 'moving.gif', 'image/gif', (path: string) => makeMovingGif(path, colours)],
  ['an animated PNG', 'moving.png', 'image/png', (path: string) => makeMovingPng(path, css)],
  ['an animated WebP', 'moving.webp', 'image/webp', (path: string) => makeMovingWebp(path, css)],
])('%s', (_, name, mediaType, make) => {
  test('is told to be a film, and is offered as one where a still is needed', async () => {
    await make(bench.path(name))
    expect(await bench.tools.inspect(bench.path(name))).toMatchObject({ kind: 'video', mediaType, width: 32, durationSeconds: 0.6, fps: 5 })
    await expect(inspectInput(bench.tools, 'firstFrame', bench.path(name))).rejects.toMatchObject({
      code: 'bad_media',
      userMessage: 'A still picture is needed, and this one moves. Use it with /v2v, or attach a JPEG, PNG or WebP.',
    })
  })

  test('goes to a provider as a film, on white, with its times', async () => {
    const found = await inspectInput(bench.tools, 'video', bench.path(name))
    const clean = await cleanInput(bench.tools, found, bench.path(name), bench.folder)
    expect(clean).toMatchObject({ ending: '.mp4', info: { kind: 'video', mediaType: 'video/mp4', width: 32, durationSeconds: 0.6 } })
    const { videoCodec, frameTimes } = await readBack(clean.path)
    expect([videoCodec?.slice(0, 4), frameTimes.map((time) => time.toFixed(2))]).toEqual(['avc1', ['0.00', '0.20', '0.40']])
    expect((await readVideoTags(clean.path)).stream).toMatchObject({ matrix: 'bt709', fullRange: false })
    for (const [index, colour] of colours.entries()) {
      await bench.tools.frame(clean.path, bench.path('one.png'), { at: index * 0.2 + 0.1 })
      const pixels = await readPixels(bench.path('one.png'))
      expect(distance(pixels.at(0.2, 0.5), colour)).toBeLessThan(10)
      expect(distance(pixels.at(0.8, 0.5), [255, 255, 255])).toBeLessThan(10)
    }
  })

  test('shows its first frame where it is looked at', async () => {
    await bench.tools.frame(bench.path(name), bench.path('first.png'), { at: 'first' })
    expect(distance((await readPixels(bench.path('first.png'))).at(0.2, 0.5), red)).toBeLessThan(10)
  })
})

test('an animated AVIF is a film too, in its own colours', async () => {
  const paint = (): Rgb => [0.6, 0.4, 0.3]
  await makeHdrFilm(bench.path('moving.avif'), { encoder: 'libsvtav1', primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', paint })
  const found = await inspectInput(bench.tools, 'video', bench.path('moving.avif'))
  expect(found).toMatchObject({ kind: 'video', mediaType: 'image/avif', width: 160, height: 96, durationSeconds: 0.4 })
  const clean = await cleanInput(bench.tools, found, bench.path('moving.avif'), bench.folder)
  expect((await readBack(clean.path)).frameTimes).toHaveLength(4)
  for (const path of [bench.path('moving.avif'), clean.path]) {
    await bench.tools.frame(path, bench.path('one.png'), { at: 'first' })
    expect(distance((await readPixels(bench.path('one.png'))).at(0.5, 0.5), [153, 102, 76.5])).toBeLessThan(4)
  }
})
