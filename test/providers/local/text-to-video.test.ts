import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerMediabunnyServer } from '@mediabunny/server'
import { GlobalFonts } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Job, jobSchema } from '../../../providers/local/job.ts'
import { createTitle } from '../../../providers/local/scene/title.ts'
import { textToVideo } from '../../../providers/local/text-to-video.ts'
import { type Clip, frame, meanColour, meanDifference, readClip } from './fixtures.ts'

let folder: string
beforeAll(async () => {
  registerMediabunnyServer({ hardwareContext: null })
  folder = await mkdtemp(join(tmpdir(), 'moodreel-t2v-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let clips = 0
const make = async (prompt: string, more: Partial<Job['request']> = {}): Promise<Clip & { progress: number[] }> => {
  const path = join(folder, `${clips++}.mp4`)
  const progress: number[] = []
  const request = { mode: 't2v', prompt, seed: 42, durationSeconds: 0.2, fps: 12, resolution: '120p', ...more }
  await textToVideo(jobSchema.parse({ request, inputs: [] }), path, (fraction) => progress.push(fraction))
  return { ...(await readClip(await readFile(path))), progress }
}

describe('a clip drawn after words', () => {
  it('is the same to the last pixel for the same prompt and seed, and another one for another seed, 0 among them', async () => {
    const seeded = (seed: number) => make('sea at sunset', { seed })
    const [one, again, ...others] = [await seeded(42), await seeded(42), await seeded(43), await seeded(0)]
    for (const [index, { rgba }] of one.frames.entries()) expect(Buffer.compare(rgba, frame(again, index).rgba)).toBe(0)
    for (const other of others) expect(meanDifference(frame(one, 0).rgba, frame(other, 0).rgba)).toBeGreaterThan(3)
  })

  it('has exactly the frames, the rate and the size that were asked for', async () => {
    for (const { more, width, height, count } of [
      { more: { aspectRatio: '9:16', fps: 30, durationSeconds: 0.5 }, width: 120, height: 214, count: 15 },
      { more: { aspectRatio: '21:9', fps: 24, durationSeconds: 0.75 }, width: 280, height: 120, count: 18 },
      { more: { resolution: '100p', fps: 13, durationSeconds: 1 }, width: 178, height: 100, count: 13 },
    ]) {
      const clip = await make('no word that it knows', more)
      expect({ width: frame(clip, 0).width, height: frame(clip, 0).height, count: clip.frames.length }).toEqual({ width, height, count })
      expect(clip.durationSeconds).toBeCloseTo(count / more.fps, 2)
      expect(clip.videoCodec).toBe('avc')
      expect(clip.progress.at(-1)).toBe(1)
    }
  })

  it('is warm at sunset and cold in a moonlit night', async () => {
    const [red, , blue] = meanColour(frame(await make('a sunset over the sea'), 0))
    expect(red).toBeGreaterThan(blue + 30)
    const [nightRed, , nightBlue] = meanColour(frame(await make('a moonlit night over the sea'), 0))
    expect(nightBlue).toBeGreaterThan(nightRed + 10)
  })

  it('cuts from shot to shot, each for as long as it was asked for, and says what it drew of all', async () => {
    const sunset = { prompt: 'a sunset over the sea', seconds: 0.5 }
    const clip = await make('', { shots: [sunset, { prompt: 'a moonlit night over the sea', seconds: 0.5 }], durationSeconds: 1 })
    const warmth = clip.frames.map((one) => {
      const [red = 0, , blue = 0] = meanColour(one)
      return red - blue
    })
    expect(warmth.map((difference) => difference > 20)).toEqual([...Array(6).fill(true), ...Array(6).fill(false)])
    const alone = await make(sunset.prompt, { durationSeconds: 0.5 })
    expect(meanDifference(frame(clip, 5).rgba, frame(alone, 5).rgba)).toBeLessThan(2)
  })

  it('ends a loop on its first frame, which another clip does not', async () => {
    const ends = async (loop: boolean) => {
      const clip = await make('ocean waves under a clear sky', { camera: 'pan left', durationSeconds: 0.5, loop })
      return meanDifference(frame(clip, 0).rgba, frame(clip, -1).rgba)
    }
    expect(await ends(true)).toBeLessThan((await ends(false)) / 2)
  })

  it('moves its waves while a locked camera stands still', async () => {
    const clip = await make('ocean waves under a clear sky', { camera: 'static', durationSeconds: 0.5 })
    const [first, last] = [frame(clip, 0), frame(clip, -1)]
    const lower = (rgba: Uint8Array) => rgba.subarray(Math.floor(rgba.length * 0.7))
    expect(meanDifference(lower(first.rgba), lower(last.rgba))).toBeGreaterThan(3)
  })

  it('moves the view with the camera’s words', async () => {
    const still = await make('mountains at noon, clear sky', { camera: 'static', durationSeconds: 0.5 })
    const panned = await make('mountains at noon, clear sky', { camera: 'pan right', durationSeconds: 0.5 })
    const moved = (clip: Clip) => meanDifference(frame(clip, 0).rgba, frame(clip, -1).rgba)
    expect(moved(panned)).toBeGreaterThan(moved(still) * 1.5)
  })

  it('makes a calm scene of the mood for words that it cannot draw, the same to the last pixel for the same seed', async () => {
    const [one, again, other] = [await make('a jazz quartet'), await make('a jazz quartet'), await make('a jazz quartet', { seed: 1 })]
    expect(Buffer.compare(frame(one, -1).rgba, frame(again, -1).rgba)).toBe(0)
    expect(meanDifference(frame(one, 0).rgba, frame(other, 0).rgba)).toBeGreaterThan(3)
    const clip = await make('qwerty zxcvb', { durationSeconds: 1 })
    expect(meanDifference(frame(clip, 0).rgba, frame(clip, -1).rgba)).toBeGreaterThan(0.5)
    const [r, g, b] = meanColour(frame(await make('red'), 0))
    expect(r).toBeGreaterThan(Math.max(g, b) + 10)
    for (const [warm, cold] of [
      ['an epic battle', 'a sad story'],
      ['웅장한 전투', '쓸쓸한 이야기'],
    ] as const) {
      const [red, , blue] = meanColour(frame(await make(warm), 0))
      const [coldRed, , coldBlue] = meanColour(frame(await make(cold), 0))
      expect(red - blue, warm).toBeGreaterThan(40)
      expect(coldBlue - coldRed, cold).toBeGreaterThan(20)
    }
  })

  it('sets the words of a title card only in letters that a font of the machine has', () => {
    const size = { width: 320, height: 180 }
    expect(createTitle('ro\u{10FFFF}bot', size)).toBeNull()
    expect(createTitle('', size)).toBeNull()
    expect(createTitle('a robot', size) !== null).toBe(GlobalFonts.families.length > 0)
  })

  it('draws every word that it knows', async () => {
    const prompts = [
      'dawn over mountains, a lake, birds, a boat and a lighthouse',
      'autumn forest with a campfire, a person and a cat at night',
      'tropical beach at noon with hot air balloons',
      'neon city in the rain, thunderstorm',
      'desert dunes at dusk with lanterns, fog',
      'a ringed planet in a galaxy',
      'northern lights over a snowy cabin, winter, snowfall',
      'cherry blossoms, flowers and a tree on a spring meadow with fireflies',
    ]
    for (const prompt of prompts) {
      expect((await make(prompt)).frames.length, prompt).toBe(2)
    }
  })
})
