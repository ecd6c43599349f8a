import { mkdtempDisposable, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Canvas, createCanvas, loadImage } from '@napi-rs/canvas'
import { makeMp4 } from '../../media/fixtures.ts'
import { noisyPhoto } from '../../providers/local/fixtures.ts'

/** What a model of a vendor is to make, read from what the vendor was sent. */
export type PaintJob =
  | { makes: 'still'; prompt: string; seed: number; ratio: number }
  | { makes: 'fill'; prompt: string; seed: number; picture: Uint8Array; mask: Uint8Array; size?: { width: number; height: number } }
  | { makes: 'film'; prompt: string; seed: number; picture: Uint8Array; seconds: number }

const height = 180

/** A scene with the noise of a camera under a sky of the seed's colour. Small, for many are made. */
const still = (ratio: number, seed: number): Uint8Array => {
  const width = Math.round((height * ratio) / 16) * 16
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const photo = noisyPhoto(width, height, 6)
  const image = context.createImageData(width, height)
  image.data.set(photo.rgba)
  context.putImageData(image, 0, 0)
  context.fillStyle = `hsl(${seed % 360} 60% 60%)`
  context.fillRect(0, 0, width, height * 0.4)
  return canvas.toBuffer('image/png')
}

/**
 * The same picture with what is white in the mask made anew, as inpainting models give it: all of it has been through their latent space, so
 * that it is a little lighter everywhere, and it comes back as a JPEG of the size that was asked for, or whose sides are multiples of 16.
 */
const fill = async ({ picture, mask, seed, size }: Extract<PaintJob, { makes: 'fill' }>): Promise<Uint8Array> => {
  const [before, white] = await Promise.all([loadImage(Buffer.from(picture)), loadImage(Buffer.from(mask))])
  if (before.width !== white.width || before.height !== white.height) throw new Error('the mask is of another size than its picture')
  const { width, height: high } = size ?? { width: 16 * Math.round(before.width / 16), height: 16 * Math.round(before.height / 16) }
  const context = createCanvas(width, high).getContext('2d')
  context.drawImage(before, 0, 0, width, high)
  const shown = context.getImageData(0, 0, width, high)
  context.drawImage(white, 0, 0, width, high)
  const share = context.getImageData(0, 0, width, high).data
  const anew = [40 + (seed % 60), 20, 90]
  for (let at = 0; at < shown.data.length; at += 4) {
    for (let colour = 0; colour < 3; colour += 1) {
      const old = Math.min(255, (shown.data[at + colour] ?? 0) + 5)
      shown.data[at + colour] = (share[at] ?? 0) > 127 ? (anew[colour] ?? 0) : old
    }
  }
  context.putImageData(shown, 0, 0)
  return context.canvas.encode('jpeg', 92)
}

/** A film that begins with the picture and pushes in, of the picture's shape. */
const film = async ({ picture, seconds }: Extract<PaintJob, { makes: 'film' }>): Promise<Uint8Array> => {
  const first = await loadImage(Buffer.from(picture))
  const size = { width: Math.round((height * first.width) / first.height / 2) * 2, height }
  await using folder = await mkdtempDisposable(join(tmpdir(), 'moodreel-film-'))
  const path = join(folder.path, 'film.mp4')
  await makeMp4(path, {
    ...size,
    fps: 12,
    durationSeconds: seconds,
    bitrate: 4_000_000,
    draw: (context, width, high, index, count) => {
      const zoom = 1 + (0.2 * index) / count
      context.imageSmoothingQuality = 'high'
      context.drawImage(first, (width * (1 - zoom)) / 2, (high * (1 - zoom)) / 2, width * zoom, high * zoom)
    },
  })
  return readFile(path)
}

/** Makes what a vendor's model would. */
export const paint = async (job: PaintJob): Promise<Uint8Array> => {
  switch (job.makes) {
    case 'still':
      return still(job.ratio, job.seed)
    case 'fill':
      return fill(job)
    case 'film':
      return film(job)
  }
}

/** `16:9` as a number. */
export const ratioOf = (words: unknown): number => {
  const [width = 1, high = 1] = String(words).split(':').map(Number)
  return width / high
}

/** A mask of a picture's size: its upper part is white, which is changed. */
export const skyMask = ({ width, height: high }: Pick<Canvas, 'width' | 'height'>, share = 0.4): Buffer => {
  const canvas = createCanvas(width, high)
  const context = canvas.getContext('2d')
  context.fillRect(0, 0, width, high)
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, Math.round(high * share))
  return canvas.toBuffer('image/png')
}
