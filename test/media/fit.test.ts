import { readFile, stat } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MediaInfo } from '../../src/core/media.ts'
import { planFit } from '../../src/media/fit.ts'
import { blue, makeMp4, makeSound, noise, quarters, red } from './fixtures.ts'
import { distance, readBack, readPixels, topBoxes } from './read-back.ts'
import { type Bench, openBench } from './workbench.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
  await makeMp4(bench.path('noise.mp4'), { width: 320, height: 180, fps: 24, durationSeconds: 1, draw: noise, bitrate: 6e6, audio: true })
})
afterAll(() => bench[Symbol.asyncDispose]())

test.each([300_000, 90_000, 40_000])(
  'makes a noisy film fit into %i bytes as H.264 and AAC with its index in front',
  async (limitBytes) => {
    const [path, out] = [bench.path('noise.mp4'), bench.path(`noise-${limitBytes}.mp4`)]
    expect((await stat(path)).size).toBeGreaterThan(limitBytes)
    const info = await bench.tools.fit(path, out, { limitBytes })
    expect((await stat(out)).size).toBeLessThanOrEqual(limitBytes)
    expect(info).toMatchObject({ mediaType: 'video/mp4', videoCodec: 'avc', audioCodec: 'aac' })
    expect(info.durationSeconds).toBeCloseTo(1, 1)
    expect([info.width % 2, info.height % 2]).toEqual([0, 0])
    expect((await readBack(out)).videoCodec).toMatch(/^avc1\.(42|4d|64)/i)
    expect(await topBoxes(out)).toEqual(['ftyp', 'moov', 'mdat'])
  },
)

test('gives up pixels first, then frames, and the sound last', () => {
  const info: MediaInfo = {
    kind: 'video',
    mediaType: 'video/mp4',
    sizeBytes: 40e6,
    width: 1920,
    height: 1080,
    rotation: 0,
    durationSeconds: 10,
    fps: 60,
    videoCodec: 'avc',
    audioCodec: 'aac',
  }
  const [whole, smaller, slower] = [planFit(info, 30e6), planFit(info, 5e6), planFit(info, 200e3)]
  expect(whole).toMatchObject({ width: 1920, height: 1080, fps: 60, audioBitrate: 128_000 })
  expect(smaller).toMatchObject({ fps: 60, audioBitrate: 128_000 })
  expect(smaller.width).toBeLessThan(1920)
  expect(smaller.width / smaller.height).toBeCloseTo(16 / 9, 1)
  expect(slower.fps).toBe(15)
  expect(slower.audioBitrate).toBeGreaterThanOrEqual(16_000)
  for (const plan of [whole, smaller, slower]) expect([plan.width % 2, plan.height % 2]).toEqual([0, 0])
})

test('says so when no quality is small enough, and leaves nothing behind', async () => {
  const refusal = bench.tools.fit(bench.path('noise.mp4'), bench.path('never.mp4'), { limitBytes: 4000 })
  await expect(refusal).rejects.toMatchObject({ code: 'too_large', userMessage: expect.stringContaining('4 KB') })
  await expect(stat(bench.path('never.mp4'))).rejects.toMatchObject({ code: 'ENOENT' })
})

test('copies what fits already', async () => {
  const [path, out] = [bench.path('noise.mp4'), bench.path('same.mp4')]
  await bench.tools.fit(path, out, { limitBytes: 10e6 })
  expect(await readFile(out)).toEqual(await readFile(path))
})

test('encodes what is small enough but does not play everywhere', async () => {
  await makeMp4(bench.path('vp9.webm'), { width: 160, height: 90, fps: 15, durationSeconds: 1, codec: 'vp9', audio: true })
  const info = await bench.tools.fit(bench.path('vp9.webm'), bench.path('vp9.mp4'), { limitBytes: 10e6 })
  expect(info).toMatchObject({ mediaType: 'video/mp4', videoCodec: 'avc', audioCodec: 'aac', width: 160, height: 90 })
})

test('bakes the turn into the frames and keeps their colours and uneven times', async () => {
  const [path, out] = [bench.path('turned.mov'), bench.path('upright.mp4')]
  await makeMp4(path, { width: 160, height: 90, fps: 15, durationSeconds: 1, rotation: 90, variableFrameRate: true, draw: quarters })
  const info = await bench.tools.fit(path, out, { limitBytes: 1e6 })
  expect(info).toMatchObject({ width: 90, height: 160, rotation: 0 })
  const [before, after] = [await readBack(path), await readBack(out)]
  expect(after.frameTimes.map((time) => time.toFixed(3))).toEqual(before.frameTimes.map((time) => time.toFixed(3)))
  expect(after.matrix).toBe('bt709')
  await bench.tools.frame(out, bench.path('upright.png'), { at: 'first' })
  const pixels = await readPixels(bench.path('upright.png'))
  expect(distance(pixels.at(0.75, 0.25), red)).toBeLessThan(14)
  expect(distance(pixels.at(0.25, 0.75), blue)).toBeLessThan(14)
})

test('refuses a sound', async () => {
  await makeSound(bench.path('tone.wav'), 0.2)
  await expect(bench.tools.fit(bench.path('tone.wav'), bench.path('tone.mp4'), { limitBytes: 1e6 })).rejects.toMatchObject({
    code: 'bad_media',
  })
})
