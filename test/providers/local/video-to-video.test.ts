import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Job, jobSchema } from '../../../providers/local/job.ts'
import { videoToVideo } from '../../../providers/local/video-to-video.ts'
import { type Clip, frame, makeVideo, meanColour, meanDifference, readClip } from './fixtures.ts'

const uneven = [0, 0.05, 0.15, 0.2, 0.45, 0.5, 0.62, 0.7, 0.9]
let folder: string
let source: Uint8Array
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moodreel-v2v-'))
  source = await makeVideo({ width: 192, height: 108, times: uneven, end: 1, sound: 1 })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let clips = 0
const redraw = async (prompt: string, video: Uint8Array = source, more: Partial<Job['request']> = {}): Promise<Clip> => {
  const [from, to] = [join(folder, `${clips}-source`), join(folder, `${clips++}.mp4`)]
  await writeFile(from, video)
  const request = { mode: 'v2v', prompt, seed: 3, resolution: '108p', ...more }
  await videoToVideo(jobSchema.parse({ request, inputs: [] }), from, to, () => undefined)
  return readClip(await readFile(to))
}
/** How far a colour is from grey. */
const colourfulness = ([red, green, blue]: [number, number, number]) => Math.max(red, green, blue) - Math.min(red, green, blue)

describe('a video with a new look', () => {
  it('keeps when each frame comes and how long it stays, even at an uneven rate, and the sound packet by packet', async () => {
    const [clip, before] = [await redraw('noir'), await readClip(source)]
    expect(clip.frames.length).toBe(before.frames.length)
    for (const [index, { timestamp, duration }] of before.frames.entries()) {
      expect(frame(clip, index).timestamp).toBeCloseTo(timestamp, 4)
      expect(frame(clip, index).duration).toBeCloseTo(duration, 4)
    }
    expect(clip.audio).toEqual(before.audio)
    expect(clip.audio?.codec).toBe('aac')
  })

  it('turns the picture upright for good', async () => {
    const turned = await makeVideo({ width: 192, height: 108, times: [0, 0.1, 0.2], end: 0.3, rotation: 90 })
    const clip = await redraw('warm', turned, { strength: 0 })
    expect(clip.rotation).toBe(0)
    expect([frame(clip, 0).width, frame(clip, 0).height]).toEqual([108, 192])
    // The red corner of the source was upper left; a quarter turn clockwise brings it to the upper right.
    const [red, , blue] = meanColour(frame(clip, 0), [0.6, 0.1], [0.9, 0.4])
    expect(red).toBeGreaterThan(blue + 80)
  })

  it('has the size and the ratio that were asked for', async () => {
    const clip = await redraw('cold', source, { resolution: '120p', aspectRatio: '1:1' })
    expect([frame(clip, 0).width, frame(clip, 0).height]).toEqual([120, 120])
  })

  it('changes as much as its strength says', async () => {
    const before = frame(await readClip(source), 4)
    const [none, half, full] = [
      await redraw('noir', source, { strength: 0 }),
      await redraw('noir', source, { strength: 0.5 }),
      await redraw('noir', source, { strength: 1 }),
    ].map((clip) => frame(clip, 4))
    if (!none || !half || !full) throw new Error('a clip is missing')
    expect(meanDifference(none.rgba, before.rgba)).toBeLessThan(4)
    expect(colourfulness(meanColour(full))).toBeLessThan(6)
    const [weak, strong] = [meanDifference(half.rgba, before.rgba), meanDifference(full.rgba, before.rgba)]
    expect(weak).toBeGreaterThan(4)
    expect(strong).toBeGreaterThan(weak * 1.5)
  })

  it('has a look of its own for each style that it knows', async () => {
    const looks = ['pencil sketch', '8-bit pixel art', 'comic poster', 'watercolour', 'sepia', 'neon', 'warm', 'cold', 'make it green']
    const frames = []
    const short = await makeVideo({ width: 192, height: 108, times: [0], end: 0.1 })
    for (const prompt of looks) frames.push(frame(await redraw(prompt, short, { strength: 1 }), 0).rgba)
    for (const [index, one] of frames.entries()) {
      for (const other of frames.slice(index + 1)) expect(meanDifference(one, other)).toBeGreaterThan(3)
    }
  })
})

describe('a video that decoders trip over', () => {
  it('is named as the culprit, and not the prompt', async () => {
    const damaged = await readFile(join(import.meta.dirname, '../../fixtures/media/no_timescale.mp4'))
    await expect(redraw('noir', damaged)).rejects.toMatchObject({
      name: 'RenderFailure',
      message: expect.stringContaining('This video cannot'),
    })
  })
})
