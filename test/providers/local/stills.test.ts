import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registerMediabunnyServer } from '@mediabunny/server'
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { imageToImage } from '../../../providers/local/image-to-image.ts'
import { type Job, jobSchema } from '../../../providers/local/job.ts'
import { textToImage } from '../../../providers/local/text-to-image.ts'
import { textToVideo } from '../../../providers/local/text-to-video.ts'
import { upscaleStill, upscaleVideo } from '../../../providers/local/upscale.ts'
import { frame, makeVideo, meanColour, meanDifference, noisyPhoto, readClip } from './fixtures.ts'

let folder: string
beforeAll(async () => {
  registerMediabunnyServer({ hardwareContext: null })
  folder = await mkdtemp(join(tmpdir(), 'moodreel-stills-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const jobOf = (mode: Job['request']['mode'], prompt: string, more: Partial<Job['request']> = {}): Job =>
  jobSchema.parse({ request: { mode, prompt, seed: 42, ...more }, inputs: [] })

const rgbaOf = (canvas: Canvas): Uint8Array => new Uint8Array(canvas.data())
const sizeOf = ({ width, height }: Canvas): [number, number] => [width, height]
const photo = noisyPhoto(191, 107, 6)

/** A mask as somebody paints it: a white disc on black, with a soft edge. */
const discMask = (): Uint8Array => {
  const canvas = createCanvas(191, 107)
  const context = canvas.getContext('2d')
  context.fillRect(0, 0, 191, 107)
  context.fillStyle = 'white'
  context.arc(95, 50, 30, 0, Math.PI * 2)
  context.fill()
  return canvas.toBuffer('image/png')
}

it('draws the first frame of the film that the same words and seed give, and another for another seed', async () => {
  const words = { resolution: '120p', camera: 'pan left' }
  const still = textToImage(jobOf('t2i', 'a lighthouse at dusk', words))
  expect(Buffer.compare(rgbaOf(still), rgbaOf(textToImage(jobOf('t2i', 'a lighthouse at dusk', words))))).toBe(0)
  const path = join(folder, 'film.mp4')
  await textToVideo(jobOf('t2v', 'a lighthouse at dusk', { ...words, durationSeconds: 0.2, fps: 12 }), path, () => undefined)
  const first = frame(await readClip(await readFile(path)), 0)
  expect(sizeOf(still)).toEqual([first.width, first.height])
  expect(meanDifference(rgbaOf(still), first.rgba)).toBeLessThan(2.5)
  expect(meanDifference(rgbaOf(textToImage(jobOf('t2i', 'a lighthouse at dusk', { ...words, seed: 43 }))), first.rgba)).toBeGreaterThan(5)
})

it('gives a picture a look in its own size, or in the one that was asked for', async () => {
  const noir = await imageToImage(jobOf('i2i', 'noir', { strength: 1 }), { first: photo.png, mask: null })
  expect(sizeOf(noir)).toEqual([191, 107])
  const [red, green, blue] = meanColour({ width: 191, height: 107, rgba: rgbaOf(noir), timestamp: 0, duration: 0 })
  expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThan(4)
  const square = await imageToImage(jobOf('i2i', 'noir', { aspectRatio: '1:1' }), { first: photo.png, mask: null })
  expect(sizeOf(square)).toEqual([107, 107])
  const small = await imageToImage(jobOf('i2i', 'noir', { resolution: '100p' }), { first: photo.png, mask: null })
  expect(sizeOf(small)[1]).toBe(100)
})

it('fills what is white in a mask by words and seed, and leaves every pixel where it is black', async () => {
  const fill = (seed: number) => imageToImage(jobOf('i2i', 'a starry night', { seed }), { first: photo.png, mask: discMask() })
  const [one, other] = [rgbaOf(await fill(1)), rgbaOf(await fill(2))]
  const inside = (x: number, y: number): boolean => Math.hypot(x - 95, y - 50) < 28
  const outside = (x: number, y: number): boolean => Math.hypot(x - 95, y - 50) > 32
  let [changed, touched, alike] = [0, 0, 0]
  for (let y = 0; y < 107; y++) {
    for (let x = 0; x < 191; x++) {
      const at = (y * 191 + x) * 4
      const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a.subarray(at, at + 4), b.subarray(at, at + 4)) === 0
      if (outside(x, y) && !isSame(one, photo.rgba)) touched += 1
      if (inside(x, y) && !isSame(one, photo.rgba)) changed += 1
      if (inside(x, y) && isSame(one, other)) alike += 1
    }
  }
  expect(touched).toBe(0)
  expect(changed).toBeGreaterThan(2_000)
  expect(alike).toBeLessThan(changed / 2)
})

it('refuses a mask of another size, and what is no picture', async () => {
  const small = createCanvas(20, 20).toBuffer('image/png')
  await expect(imageToImage(jobOf('i2i', 'noir'), { first: photo.png, mask: small })).rejects.toThrow('different sizes')
  await expect(imageToImage(jobOf('i2i', 'noir'), { first: new Uint8Array([1]), mask: null })).rejects.toThrow()
})

it('makes a still larger by a factor or to a resolution, and shows the same', async () => {
  const twice = await upscaleStill(jobOf('upscale-still', '', { factor: 2 }), photo.png)
  expect(sizeOf(twice)).toEqual([382, 214])
  const back = createCanvas(191, 107)
  back.getContext('2d').drawImage(twice, 0, 0, 191, 107)
  expect(meanDifference(rgbaOf(back), photo.rgba)).toBeLessThan(4)
  expect(sizeOf(await upscaleStill(jobOf('upscale-still', '', { resolution: '160p' }), photo.png))[1]).toBe(160)
})

it('makes a video larger with every frame at its time and its sound', async () => {
  const [path, larger] = [join(folder, 'small.mp4'), join(folder, 'larger.mp4')]
  const times = [0, 0.1, 0.25, 0.3]
  await writeFile(path, await makeVideo({ width: 96, height: 54, times, end: 0.4, sound: 0.4 }))
  await upscaleVideo(jobOf('upscale-video', '', { factor: 2 }), path, larger, () => undefined)
  const [clip, before] = [await readClip(await readFile(larger)), await readClip(await readFile(path))]
  expect(clip.frames.map(({ width, height }) => [width, height])).toEqual(times.map(() => [192, 108]))
  expect(clip.frames.map(({ timestamp }) => Math.round(timestamp * 100))).toEqual(times.map((time) => Math.round(time * 100)))
  expect(clip.audio).toEqual(before.audio)
  const [red, , blue] = meanColour(frame(clip, 0), [0.1, 0.1], [0.4, 0.4])
  expect(red).toBeGreaterThan(blue + 80)
})
