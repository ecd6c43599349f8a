import { readFile, writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas, type Image, loadImage } from '@napi-rs/canvas'
import { say } from '../core/words/sentence.ts'
import { badMedia, blamingFile } from './bad-media.ts'
import { openHeif } from './heif-picture.ts'
import { readImageHeader } from './image-header.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { swapsSides, turnOf } from './orientation.ts'
import { pngColours, toSrgb } from './png-colours.ts'

const heif: ReadonlySet<string> = new Set(['image/heic', 'image/avif'])

const damaged = say('media.damagedPicture')
const needsStill = say('media.needsStill')

/** What is named of a picture's colours is still to be followed. The file and what was decoded of it are let go, for each may take 160 MB. */
const drawPicture = async (path: string, limits: FileLimits, ground: 'white' | 'black' | null) => {
  const { mediaType } = await inspect(path, limits)
  const bytes = await readFile(path)
  const header = readImageHeader(bytes, mediaType)
  if (header.motion) throw badMedia(needsStill)
  const image = await blamingFile<Canvas | Image>(damaged, () => (heif.has(mediaType) ? openHeif(bytes, limits) : loadImage(bytes)))
  // The canvas turns what it reads by EXIF (JPEG, WebP), but leaves the eXIf chunk of a PNG alone.
  const orientation = mediaType === 'image/png' || heif.has(mediaType) ? header.orientation : 1
  const [a, b, c, d, shiftX, shiftY] = turnOf(orientation)
  const [width, height] = swapsSides(orientation) ? [image.height, image.width] : [image.width, image.height]
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  if (ground !== null) {
    context.fillStyle = ground
    context.fillRect(0, 0, width, height)
  }
  context.setTransform(a, b, c, d, shiftX * width, shiftY * height)
  context.drawImage(image, 0, 0)
  return { canvas, named: mediaType === 'image/png' ? pngColours(bytes) : null }
}

/**
 * Decodes a still and draws it upright, in sRGB, on white: a model takes no transparency, and white is what paper and
 * most pages show through. On `ground` instead, where null leaves it as transparent as it is. Throws MoodreelError `bad_media` for a
 * picture that moves too.
 */
export const openPicture = async (path: string, limits: FileLimits, ground: 'white' | 'black' | null = 'white'): Promise<Canvas> => {
  const { canvas, named } = await drawPicture(path, limits, ground)
  return named ? await blamingFile(damaged, () => toSrgb(canvas, named)) : canvas
}

/** Gives a picture's memory back at once: what collects garbage sees a few bytes of it, and lets several large ones pile up. */
export const dropPicture = (picture: Canvas): void => {
  picture.width = 1
  picture.height = 1
}

/** Beyond this many bytes a picture is written smaller where it may lose something: 10 MB is what most providers take of one. */
const comfortableBytes = 10_000_000

/**
 * The encoder keeps the colour of every pixel only at JPEG quality 100; below that it halves the colour's resolution, which costs fine
 * coloured detail 2 to 5 of 255.
 */
const encodeJpeg = async (canvas: Canvas, quality: number): Promise<Buffer> => {
  const best = await canvas.encode('jpeg', quality)
  return best.length > comfortableBytes ? await canvas.encode('jpeg', Math.min(quality, 95)) : best
}

const isPng = (path: string): boolean => path.toLowerCase().endsWith('.png')

/** Writes PNG when the path ends with .png and JPEG otherwise, without metadata. */
export const writePicture = async (canvas: Canvas, outPath: string, quality = 100): Promise<void> =>
  writeFile(outPath, isPng(outPath) ? await canvas.encode('png') : await encodeJpeg(canvas, quality))

/** The same for a picture of which not every pixel has to stay: JPEG also where the PNG would be too large. */
export const writeSmallPicture = async (canvas: Canvas, outPath: string): Promise<void> => {
  const png = isPng(outPath) ? await canvas.encode('png') : null
  await writeFile(outPath, png && png.length <= comfortableBytes ? png : await encodeJpeg(canvas, 100))
}
