import { writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { paidLimits } from './check-size.ts'
import { depthInside } from './depth-inside.ts'
import type { FileLimits } from './job.ts'
import { openPicture } from './picture.ts'

/** How wide the soft edge is at most, in pixels, and how much of the shorter side. */
const widestEdge = 12
const edgeShare = 1 / 128
/** By how much the shape of an answer may differ before it was cut and not only rounded to what the model works in. */
const roundedBy = 0.05

/** What a model made in the size of the still: stretched where its sides were rounded, else the middle of it. */
const fitted = (made: Canvas, width: number, height: number): Canvas => {
  if (made.width === width && made.height === height) return made
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  const [across, down] = [width / made.width, height / made.height]
  const isRounded = Math.abs(across / down - 1) <= roundedBy
  const cover = Math.max(across, down)
  const [wide, high] = isRounded ? [width, height] : [made.width * cover, made.height * cover]
  context.drawImage(made, (width - wide) / 2, (height - high) / 2, wide, high)
  return canvas
}

interface Pixels {
  width: number
  height: number
  /** Red, green, blue and what shows through, for each pixel. */
  rgba: Uint8ClampedArray
}

/**
 * The pixels of a picture, in a size where one is given. One picture at a time is opened here and let go again: each may take 160 MB as it is
 * decoded, and as much again.
 */
const readPixels = async (
  path: string,
  limits: FileLimits,
  ground: 'black' | null,
  size?: { width: number; height: number },
): Promise<Pixels> => {
  const picture = await openPicture(path, limits, ground)
  const { width, height } = size ?? picture
  const rgba = fitted(picture, width, height).getContext('2d').getImageData(0, 0, width, height).data
  return { width, height, rgba }
}

/** How much of what was made is seen at each pixel, by how deep it lies in the white of a mask. */
const sharesOf = ({ width, height, rgba }: Pixels): Float32Array => {
  const shares = depthInside({ width, height, isInside: (at) => (rgba[4 * at] ?? 0) >= 128 })
  let deepest = 0
  for (const depth of shares) if (depth > deepest && depth < Number.POSITIVE_INFINITY) deepest = depth
  // A line of a brush has no middle that is far from its edge, and is to be seen all the same.
  const edge = Math.max(0, Math.min(widestEdge, Math.min(width, height) * edgeShare, deepest / 3))
  for (let at = 0; at < shares.length; at++) shares[at] = Math.min(1, (shares[at] ?? 0) / (edge + 1))
  return shares
}

/** Puts what a model made into a still, as `MediaWork.compose` promises. */
export const writeComposed = async (
  path: string,
  outPath: string,
  { original, mask }: { original: string; mask: string },
  limits: FileLimits,
): Promise<void> => {
  const { width, height, rgba: before } = await readPixels(original, paidLimits(limits), null)
  // A model that takes no small pictures got both larger.
  const shares = sharesOf(await readPixels(mask, limits, 'black', { width, height }))
  const { rgba: after } = await readPixels(path, paidLimits(limits), null, { width, height })
  for (let pixel = 0; pixel < shares.length; pixel++) {
    const share = shares[pixel] ?? 0
    if (share > 0) blend(before, after, 4 * pixel, share)
  }
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').putImageData(new ImageData(before, width, height), 0, 0)
  await writeFile(outPath, await canvas.encode('png'))
}

/** Lays a share of one pixel over another. Where what was made is transparent the still shows through. */
const blend = (before: Uint8ClampedArray, after: Uint8ClampedArray, at: number, share: number): void => {
  const over = (share * (after[at + 3] ?? 0)) / 255
  const under = ((1 - over) * (before[at + 3] ?? 0)) / 255
  const alpha = over + under
  if (alpha === 0) return
  for (let colour = at; colour < at + 3; colour++) {
    before[colour] = ((after[colour] ?? 0) * over + (before[colour] ?? 0) * under) / alpha
  }
  before[at + 3] = alpha * 255
}
