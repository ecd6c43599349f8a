import { createCanvas, loadImage } from '@napi-rs/canvas'
import { meanDifference, readClip } from '../../providers/local/fixtures.ts'

/** A decoded picture. */
export interface Pixels {
  width: number
  height: number
  rgba: Uint8Array
}

/** Opens a still, in a size of its own or in another. */
export const pixelsOf = async (bytes: Uint8Array, size?: { width: number; height: number }): Promise<Pixels> => {
  const picture = await loadImage(Buffer.from(bytes))
  const { width, height } = size ?? picture
  const context = createCanvas(width, height).getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return { width, height, rgba: new Uint8Array(context.getImageData(0, 0, width, height).data) }
}

/** How far the first frame of a film is from a still, on average of all colours, 0 to 255, on the decoded frame. */
export const firstFrameApart = async (film: Uint8Array, still: Uint8Array): Promise<number> => {
  const [first] = (await readClip(film)).frames
  if (!first) throw new Error('the film has no frame')
  return meanDifference(first.rgba, (await pixelsOf(still, first)).rgba)
}

/** How much two stills of one size differ where a mask is black and where it is white: pixels, and the largest difference of a colour. */
export const apartByMask = async (before: Uint8Array, after: Uint8Array, mask: Uint8Array) => {
  const [one, other, white] = await Promise.all([before, after, mask].map((bytes) => pixelsOf(bytes)))
  if (!one || !other || !white) throw new Error('a picture is missing')
  for (const { width, height } of [other, white]) {
    if (width !== one.width || height !== one.height)
      throw new Error(`the pictures differ in size: ${one.width}×${one.height} and ${width}×${height}`)
  }
  const outside = { pixels: 0, changed: 0, most: 0 }
  const inside = { pixels: 0, changed: 0, most: 0 }
  for (let at = 0; at < one.rgba.length; at += 4) {
    const side = (white.rgba[at] ?? 0) > 127 ? inside : outside
    const apart = Math.max(...[0, 1, 2, 3].map((colour) => Math.abs((one.rgba[at + colour] ?? 0) - (other.rgba[at + colour] ?? 0))))
    side.pixels += 1
    if (apart > 0) side.changed += 1
    side.most = Math.max(side.most, apart)
  }
  return { outside, inside }
}
