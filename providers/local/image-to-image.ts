import { type Canvas, createCanvas, type Image, ImageData, type SKRSContext2D } from '@napi-rs/canvas'
import { say } from '../../src/core/words/sentence.ts'
import { type FrameSize, frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { loadPicture } from './load-picture.ts'
import { createLook, readLook } from './look/look.ts'
import { createRandom } from './random.ts'
import { RenderFailure } from './render-failure.ts'
import { drawScene } from './text-to-image.ts'

interface Files {
  first: Uint8Array
  mask: Uint8Array | null
}

/**
 * Gives a picture a new look, as videos get one, in its own size where no other was asked for. With a mask only the part that is white
 * there is drawn anew, after the prompt's words and the seed; where it is black every pixel stays as it is.
 */
export const imageToImage = async ({ request }: Pick<Job, 'request'>, { first, mask }: Files): Promise<Canvas> => {
  const picture = await loadPicture(first)
  return mask ? fill(request, picture, await loadPicture(mask)) : restyle(request, picture)
}

const restyle = ({ prompt, seed, strength, resolution, aspectRatio }: Job['request'], picture: Image): Canvas => {
  const ratio = aspectRatio ? ratioOf(aspectRatio) : picture.width / picture.height
  const size = resolution ? frameSize(resolution, ratio) : cutTo(ratio, picture)
  const canvas = covered(picture, size)
  const random = createRandom(`${prompt}/${seed}`)
  const redraw = createLook(readLook(prompt, random.fork('reading')), size, strength ?? 0.8, random.fork('look'))
  const context = canvas.getContext('2d')
  const rgba = context.getImageData(0, 0, size.width, size.height).data
  redraw(rgba)
  context.putImageData(new ImageData(rgba, size.width, size.height), 0, 0)
  return canvas
}

const fill = (request: Job['request'], picture: Image, mask: Image): Canvas => {
  const { width, height } = picture
  if (mask.width !== width || mask.height !== height) throw new RenderFailure(say('provider.previewMask'))
  const scene = drawScene(request, { width: width + (width % 2), height: height + (height % 2) })
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const shown = pixelsOf(context, picture)
  const drawn = pixelsOf(context, scene)
  const white = pixelsOf(context, mask)
  for (let at = 0; at < shown.length; at += 4) {
    const share = shareOf(white[at] ?? 0)
    if (share === 0) continue
    for (let colour = at; colour < at + 3; colour++) {
      const before = shown[colour] ?? 0
      shown[colour] = before + ((drawn[colour] ?? 0) - before) * share
    }
    shown[at + 3] = Math.max(shown[at + 3] ?? 0, share * 255)
  }
  context.clearRect(0, 0, width, height)
  context.putImageData(new ImageData(shown, width, height), 0, 0)
  return canvas
}

/** The black and the white of a mask are not quite that once it was a JPEG. */
const shareOf = (white: number): number => Math.min(1, Math.max(0, (white - 24) / (231 - 24)))

const pixelsOf = (context: SKRSContext2D, picture: Image | Canvas): Uint8ClampedArray<ArrayBuffer> => {
  const { width, height } = context.canvas
  context.clearRect(0, 0, width, height)
  context.drawImage(picture, 0, 0)
  return new Uint8ClampedArray(context.getImageData(0, 0, width, height).data)
}

/** The largest part of a picture that has a ratio. */
const cutTo = (ratio: number, { width, height }: Image): FrameSize =>
  ratio > width / height ? { width, height: Math.round(width / ratio) } : { width: Math.round(height * ratio), height }

/** The middle of a picture in a size. */
const covered = (picture: Image, size: FrameSize): Canvas => {
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  const cover = Math.max(size.width / picture.width, size.height / picture.height)
  const [width, height] = [picture.width * cover, picture.height * cover]
  context.drawImage(picture, (size.width - width) / 2, (size.height - height) / 2, width, height)
  return canvas
}
