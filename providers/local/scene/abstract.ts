import { hex, mix, type Rgb } from '../colour.ts'
import { smoothstep } from '../curve.ts'
import type { FrameSize } from '../frame-size.ts'
import { createNoiseTile } from '../noise.ts'
import type { Random } from '../random.ts'
import { createRaster } from './brush.ts'
import type { Layer } from './layer.ts'

const themes: [string, ...string[]] = [
  '#1b1b3a #693668 #e05780 #ff9b71 #ffe0a3',
  '#0b2545 #13517a #2ca6a4 #9ad8b9 #f4f1de',
  '#231942 #5e548e #9f86c0 #e0b1cb #fff0f3',
  '#10002b #3c096c #7b2cbf #ff6d8f #ffd6a5',
  '#03252e #0b5563 #28a58a #c8e6a0 #fdf6c9',
  '#2b0f1e #7a1f3d #d1495b #edae49 #fdf0d5',
]

const dyed = (first: Rgb, tints: Rgb[]): Rgb[] => [
  [16, 14, 30],
  ...tints.flatMap((tint) => [mix(tint, [16, 14, 40], 0.45), tint]),
  mix(first, [255, 250, 240], 0.75),
]

/** A scene for a prompt without a word that it knows: colours that flow into each other like silk. */
export const createAbstract = ({ width, height }: FrameSize, tints: Rgb[], random: Random): Layer => {
  const unit = Math.sqrt(width * height)
  const theme = random.pick(themes).split(' ').map(hex)
  const colours = tints[0] ? dyed(tints[0], tints) : theme
  const shape = createNoiseTile(random, 3)
  const coarse = 4
  const columns = Math.ceil(width / coarse) + 1
  const rows = Math.ceil(height / coarse) + 1
  const { pixels, show } = createRaster(columns, rows)
  const start = random.between(0, 8)
  const lean = random.between(-0.5, 0.5)
  return (context, { time, camera }) => {
    const flow = time * 0.06
    let at = 0
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at += 4) {
        const x = ((column * coarse - width / 2) / unit / camera.zoom + camera.x * 0.5) * 0.9
        const y = ((row * coarse - height / 2) / unit / camera.zoom + camera.y * 0.5) * 0.9
        const bendX = shape(x + start + flow, y - flow * 0.7)
        const bendY = shape(x - flow * 0.8 + 5, y + start + flow * 0.5)
        const field = shape(x * 0.7 + bendX * 1.5 + start, y * 0.7 + bendY * 1.5 + flow * 0.6)
        const fold = Math.sin((field * 3.4 + x * lean + y * 1.1 + bendX) * 4.2 + flow * 2)
        const level = Math.min(0.9999, Math.max(0, 0.5 + field * 0.85 + y * 0.24 + fold * 0.07)) * (colours.length - 1)
        const from = colours[Math.floor(level)] ?? [0, 0, 0]
        const to = colours[Math.floor(level) + 1] ?? from
        const colour = mix(from, to, smoothstep(0, 1, level - Math.floor(level)))
        const sheen = Math.max(0, fold) ** 6 * 0.2
        pixels.set(mix(colour, [255, 255, 255], sheen), at)
        pixels[at + 3] = 255
      }
    }
    context.imageSmoothingQuality = 'high'
    context.drawImage(show(), 0, 0, columns * coarse, rows * coarse)
  }
}
