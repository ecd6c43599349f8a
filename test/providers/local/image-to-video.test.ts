import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerMediabunnyServer } from '@mediabunny/server'
import { createCanvas, loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageToVideo } from '../../../providers/local/image-to-video.ts'
import { type Job, jobSchema } from '../../../providers/local/job.ts'
import { type Clip, type Frame, frame, meanDifference, noisyPhoto, readClip } from './fixtures.ts'

let folder: string
beforeAll(async () => {
  registerMediabunnyServer({ hardwareContext: null })
  folder = await mkdtemp(join(tmpdir(), 'moodreel-i2v-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

let clips = 0
const make = async (
  prompt: string,
  first: Uint8Array,
  more: Partial<Job['request']> = {},
  last: Uint8Array | null = null,
): Promise<Clip> => {
  const path = join(folder, `${clips++}.mp4`)
  const request = { mode: 'i2v', prompt, seed: 7, durationSeconds: 0.5, fps: 12, resolution: '160p', ...more }
  await imageToVideo(jobSchema.parse({ request, inputs: [] }), { first, last }, path, () => undefined)
  return readClip(await readFile(path))
}

/** The photo as it should look in the frame: covering it, cropped around its middle. */
const scaled = async (png: Uint8Array, { width, height }: Frame): Promise<Uint8Array> => {
  const photo = await loadImage(png)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  const cover = Math.max(width / photo.width, height / photo.height)
  context.drawImage(
    photo,
    (width - photo.width * cover) / 2,
    (height - photo.height * cover) / 2,
    photo.width * cover,
    photo.height * cover,
  )
  return canvas.data()
}

describe('a clip that begins with a still', () => {
  it('shows the still itself first, noise and all, in its own ratio unless another one was asked for', async () => {
    for (const { width, height, more, size } of [
      { width: 320, height: 240, more: {}, size: [214, 160] },
      { width: 900, height: 600, more: { resolution: '240p' }, size: [360, 240] },
      { width: 120, height: 90, more: { resolution: '320p' }, size: [426, 320] },
      { width: 400, height: 300, more: { aspectRatio: '9:16' }, size: [160, 284] },
    ]) {
      const { png } = noisyPhoto(width, height, 22)
      const clip = await make('push in', png, { durationSeconds: 0.2, ...more })
      expect([frame(clip, 0).width, frame(clip, 0).height]).toEqual(size)
      expect(meanDifference(frame(clip, 0).rgba, await scaled(png, frame(clip, 0)))).toBeLessThan(4)
    }
  })

  it('moves as the words say, and the same way for the same seed', async () => {
    const { png } = noisyPhoto(320, 240, 0)
    const ends = new Map<string, Uint8Array>()
    for (const move of ['push in', 'pull out', 'pan left', 'pan right', 'tilt up', 'orbit']) {
      const clip = await make(move, png)
      expect(meanDifference(frame(clip, 0).rgba, frame(clip, -1).rgba), move).toBeGreaterThan(3)
      ends.set(move, frame(clip, -1).rgba)
    }
    const [left, right] = [ends.get('pan left'), ends.get('pan right')]
    expect(left && right && meanDifference(left, right)).toBeGreaterThan(3)
    const again = await make('pan left', png)
    expect(left && Buffer.compare(left, frame(again, -1).rgba)).toBe(0)
  })

  it('stands still when it is told to', async () => {
    const { png } = noisyPhoto(320, 240, 0)
    const clip = await make('a quiet room', png, { camera: 'static' })
    expect(meanDifference(frame(clip, 0).rgba, frame(clip, -1).rgba)).toBeLessThan(1)
  })

  it('ends on the last frame where there is one', async () => {
    const { png } = noisyPhoto(320, 240, 0)
    const dark = createCanvas(320, 240)
    dark.getContext('2d').fillRect(0, 0, 320, 240)
    const clip = await make('drift', png, {}, dark.toBuffer('image/png'))
    expect(meanDifference(frame(clip, -1).rgba, await scaled(dark.toBuffer('image/png'), frame(clip, -1)))).toBeLessThan(4)
  })

  it('lets it snow over the still, but not in its first frame', async () => {
    const { png } = noisyPhoto(320, 240, 0)
    const [plain, snowy] = [
      await make('static', png, { durationSeconds: 1 }),
      await make('static, snow is falling', png, { durationSeconds: 1 }),
    ]
    expect(meanDifference(frame(plain, 0).rgba, frame(snowy, 0).rgba)).toBeLessThan(1)
    expect(meanDifference(frame(plain, -1).rgba, frame(snowy, -1).rgba)).toBeGreaterThan(0.2)
  })
})
