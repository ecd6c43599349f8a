import type { FrameSize } from '../frame-size.ts'

/** Writes the light of each pixel of an RGBA frame, 0 to 255. */
export const lumaOf = (rgba: Uint8ClampedArray, out: Float32Array): void => {
  for (let pixel = 0, at = 0; pixel < out.length; pixel++, at += 4) {
    out[pixel] = (rgba[at] ?? 0) * 0.299 + (rgba[at + 1] ?? 0) * 0.587 + (rgba[at + 2] ?? 0) * 0.114
  }
}

/** Makes a box blur in place, done so many times, as running sums: its cost does not grow with the radius. */
export const createBlur = ({ width, height }: FrameSize, radius: number, times: number): ((plane: Float32Array) => void) => {
  const scratch = new Float32Array(width * height)
  return (plane) => {
    for (let time = 0; time < times; time++) {
      slide(plane, scratch, width, height, 1, width, radius)
      slide(scratch, plane, height, width, width, 1, radius)
    }
  }
}

const slide = (
  from: Float32Array,
  to: Float32Array,
  length: number,
  lines: number,
  step: number,
  lineStep: number,
  radius: number,
): void => {
  const span = radius * 2 + 1
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep
    const first = from[start] ?? 0
    const last = from[start + (length - 1) * step] ?? 0
    let sum = first * (radius + 1)
    for (let ahead = 1; ahead <= radius; ahead++) sum += ahead < length ? (from[start + ahead * step] ?? 0) : last
    for (let place = 0; place < length; place++) {
      to[start + place * step] = sum / span
      const entering = place + radius + 1
      const leaving = place - radius
      sum += (entering < length ? (from[start + entering * step] ?? 0) : last) - (leaving > 0 ? (from[start + leaving * step] ?? 0) : first)
    }
  }
}

/** Writes how fast the light changes at each pixel (Sobel). */
export const edges = (plane: Float32Array, { width, height }: FrameSize, out: Float32Array): void => {
  const at = (pixel: number) => plane[pixel] ?? 0
  out.fill(0)
  for (let row = 1; row < height - 1; row++) {
    for (let column = 1; column < width - 1; column++) {
      const pixel = row * width + column
      const above = pixel - width
      const under = pixel + width
      const across = at(above + 1) + 2 * at(pixel + 1) + at(under + 1) - at(above - 1) - 2 * at(pixel - 1) - at(under - 1)
      const down = at(under - 1) + 2 * at(under) + at(under + 1) - at(above - 1) - 2 * at(above) - at(above + 1)
      out[pixel] = Math.sqrt(across * across + down * down) / 2
    }
  }
}
