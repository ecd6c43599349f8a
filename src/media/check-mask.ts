import { writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import type { FileLimits } from './job.ts'
import { openPicture } from './picture.ts'

/** From here on a pixel counts as white: the edge of a brush is soft, and a JPEG is never quite black. */
const whiteFrom = 128
/** How far from black or white, and how far from grey, a pixel may be that somebody painted. */
const nearly = 48
/** A mask that was blurred has greys; a picture has hardly anything else. */
const mostGrey = 0.5

/** Whether a picture has the shape of another, by the rounding of its own sides. */
const hasShape = (mask: { width: number; height: number }, { width, height }: { width: number; height: number }): boolean =>
  Math.abs(mask.width * height - mask.height * width) <= Math.max(width, height)

/** The picture in a size; as it is where it has that already. */
const scaled = (picture: Canvas, width: number, height: number): Canvas => {
  if (picture.width === width && picture.height === height) return picture
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return canvas
}

/** Writes a mask in black and white, as `MediaWork.checkMask` promises. What is transparent in it was not painted. */
export const writeCheckedMask = async (
  path: string,
  outPath: string,
  { width, height, inverted = false }: { width: number; height: number; inverted?: boolean | undefined },
  limits: FileLimits,
): Promise<void> => {
  const picture = await openPicture(path, limits, inverted ? 'white' : 'black')
  if (!hasShape(picture, { width, height })) {
    throw badMedia(say('media.maskOtherShape', { mask: `${picture.width}×${picture.height}`, image: `${width}×${height}` }))
  }
  const rgba = scaled(picture, width, height).getContext('2d').getImageData(0, 0, width, height).data
  let white = 0
  let grey = 0
  for (let at = 0; at < rgba.length; at += 4) {
    const [red = 0, green = 0, blue = 0] = [rgba[at], rgba[at + 1], rgba[at + 2]]
    const most = Math.max(red, green, blue)
    const least = Math.min(red, green, blue)
    if (most - least > nearly || (least > nearly && most < 255 - nearly)) grey += 1
    const isWhite = (red + green + blue) / 3 >= whiteFrom !== inverted
    if (isWhite) white += 1
    rgba.fill(isWhite ? 255 : 0, at, at + 3)
    rgba[at + 3] = 255
  }
  const all = width * height
  if (grey > mostGrey * all) throw badMedia(say('media.maskIsPicture'))
  if (white === 0) throw badMedia(say('media.maskEmpty'))
  if (white === all) throw badMedia(say('media.maskFull'))
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').putImageData(new ImageData(rgba, width, height), 0, 0)
  await writeFile(outPath, await canvas.encode('png'))
}
