import type { FrameSize } from './frame-size.ts'
import type { Random } from './random.ts'

const grainSize = 1 << 16

/**
 * What a lens and film do to a drawn picture: corners a little darker, and a grain that keeps gradients smooth. Changes
 * frames of YUV 4:2:0 in place.
 */
export const createFilm = ({ width, height }: FrameSize, random: Random): ((yuv: Uint8Array, frame: number) => void) => {
  const corners = new Uint16Array(width * height)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const x = (column / width - 0.5) * 1.25
      const y = (row / height - 0.5) * 1.25
      const away = x * x + y * y
      corners[row * width + column] = Math.round((1 - 0.34 * away * away - 0.06 * away) * 4096)
    }
  }
  const grain = Int16Array.from({ length: grainSize }, () => Math.round((random.next() + random.next() - 1) * 4096 * 1.7))
  const starts = Array.from({ length: 64 }, () => random.index(grainSize))
  return (yuv, frame) => {
    const luma = width * height
    // Film runs at half the speed here: grain that is new in every frame costs the encoder twice as much.
    let speck = starts[(frame >> 1) % starts.length] ?? 0
    for (let pixel = 0; pixel < luma; pixel++) {
      speck = (speck + 1) & (grainSize - 1)
      const light = ((yuv[pixel] ?? 16) - 16) * (corners[pixel] ?? 4096) + (grain[speck] ?? 0)
      yuv[pixel] = 16 + (light <= 0 ? 0 : (light + 2048) >> 12)
    }
    const halfWidth = width >> 1
    let place = luma
    for (let plane = 0; plane < 2; plane++) {
      for (let row = 0; row < height; row += 2) {
        let corner = row * width
        for (let column = 0; column < halfWidth; column++, place++, corner += 2) {
          yuv[place] = 128 + ((((yuv[place] ?? 128) - 128) * (corners[corner] ?? 4096) + 2048) >> 12)
        }
      }
    }
  }
}
