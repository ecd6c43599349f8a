import type { FrameSize } from './frame-size.ts'

/**
 * Turns RGBA into planar YUV 4:2:0 (BT.601, limited range: what a decoder takes untagged video for). Colour is the
 * mean of two by two pixels. `out` holds the three planes one after another; width and height are even.
 */
export const toYuv = (rgba: Uint8Array | Uint8ClampedArray, { width, height }: FrameSize, out: Uint8Array): void => {
  const chroma = width * height
  const quarter = chroma >> 2
  let place = chroma
  for (let row = 0; row < height; row += 2) {
    let upper = row * width
    for (let column = 0; column < width; column += 2, upper += 2, place++) {
      let red = 0
      let green = 0
      let blue = 0
      for (let corner = 0; corner < 4; corner++) {
        const pixel = upper + (corner & 1) + (corner >> 1) * width
        const at = pixel << 2
        const r = rgba[at] ?? 0
        const g = rgba[at + 1] ?? 0
        const b = rgba[at + 2] ?? 0
        out[pixel] = (16_829 * r + 33_039 * g + 6_416 * b + 1_081_344) >> 16
        red += r
        green += g
        blue += b
      }
      out[place] = (-9_714 * red - 19_070 * green + 28_784 * blue + 33_685_504) >> 18
      out[place + quarter] = (28_784 * red - 24_103 * green - 4_681 * blue + 33_685_504) >> 18
    }
  }
}

/** The way back: what a player shows of such a frame. The colour of two by two pixels is the same. */
export const fromYuv = (yuv: Uint8Array, { width, height }: FrameSize, out: Uint8ClampedArray): void => {
  const chroma = width * height
  const quarter = chroma >> 2
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const place = chroma + (row >> 1) * (width >> 1) + (column >> 1)
      const light = 1.164_383 * ((yuv[row * width + column] ?? 16) - 16)
      const blue = (yuv[place] ?? 128) - 128
      const red = (yuv[place + quarter] ?? 128) - 128
      const at = (row * width + column) * 4
      out[at] = light + 1.596_027 * red
      out[at + 1] = light - 0.391_762 * blue - 0.812_968 * red
      out[at + 2] = light + 2.017_232 * blue
      out[at + 3] = 255
    }
  }
}

/** How many bytes a frame of YUV 4:2:0 takes. */
export const yuvSize = ({ width, height }: FrameSize): number => (width * height * 3) / 2
