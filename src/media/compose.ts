import { writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
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

const pixelsOf = (picture: Canvas): Uint8ClampedArray<ArrayBuffer> =>
  new Uint8ClampedArray(picture.getContext('2d').getImageData(0, 0, picture.width, picture.height).data)

/** How much of what was made is seen at a pixel that lies so deep in the white. */
const sharesOf = (depths: Float32Array, shorterSide: number): Float32Array => {
  let deepest = 0
  for (const depth of depths) if (depth > deepest && depth < Number.POSITIVE_INFINITY) deepest = depth
  // A line of a brush has no middle that is far from its edge, and is to be seen all the same.
  const edge = Math.max(0, Math.min(widestEdge, shorterSide * edgeShare, deepest / 3))
  return depths.map((depth) => (depth === 0 ? 0 : Math.min(1, depth / (edge + 1))))
}

/** Puts what a model made into a still, as `MediaWork.compose` promises. */
export const writeComposed = async (
  path: string,
  outPath: string,
  { original, mask }: { original: string; mask: string },
  limits: FileLimits,
): Promise<void> => {
  // What was paid for may be large: what counts is how many pixels it has.
  const generous = { ...limits, maxImageBytes: limits.maxVideoBytes }
  const made = await openPicture(path, generous, null)
  const still = await openPicture(original, generous, null)
  const { width, height } = still
  // A model that takes no small pictures got both larger.
  const white = fitted(await openPicture(mask, limits, 'black'), width, height)
  const [before, after, inside] = [pixelsOf(still), pixelsOf(fitted(made, width, height)), pixelsOf(white)]
  const shares = sharesOf(depthInside({ width, height, isInside: (at) => (inside[4 * at] ?? 0) >= 128 }), Math.min(width, height))
  for (const [pixel, share] of shares.entries()) {
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
