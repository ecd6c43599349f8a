/** The widest and the tallest that a source makes a clip; what lies beyond is cropped by the workflow. */
const widest = 21 / 9

const toStep = (pixels: number, step: number): number => Math.max(step, Math.round(pixels / step) * step)

/** `16:9` as a number. */
const ratioOf = (words: string): number => {
  const [width = 1, height = 1] = words.split(':').map(Number)
  return width / height
}

interface Size {
  width: number
  height: number
}

/**
 * Width and height in pixels, each a multiple of `step`. The ratio is the asked one, else the source's, else that of
 * the file's own size; the shorter side is the asked resolution, else that of the file's own size.
 */
export const sizeOf = (
  asked: { aspectRatio?: string | undefined; resolution?: string | undefined },
  source: Size | undefined,
  own: Size,
  step: number,
): Size => {
  const shape = source && source.width > 0 && source.height > 0 ? source : own
  const ratio = Math.min(widest, Math.max(1 / widest, asked.aspectRatio ? ratioOf(asked.aspectRatio) : shape.width / shape.height))
  const shorter = asked.resolution ? Number.parseInt(asked.resolution, 10) : Math.min(own.width, own.height)
  return {
    width: toStep(ratio > 1 ? shorter * ratio : shorter, step),
    height: toStep(ratio > 1 ? shorter : shorter / ratio, step),
  }
}

/** The size of a source itself, as near as a multiple of `step` is. */
export const sizeNear = ({ width, height }: Size, step: number): Size => ({ width: toStep(width, step), height: toStep(height, step) })

/** The number of frames nearest to this long that a model can make: n times `step`, and one. */
export const framesOf = (seconds: number, fps: number, step: number): number => Math.max(1, Math.round((seconds * fps) / step)) * step + 1

/** As many frames of a source of `count` as a model can make, none of which is missing. */
export const framesWithin = (count: number, step: number): number => Math.floor((Math.max(count, step + 1) - 1) / step) * step + 1
