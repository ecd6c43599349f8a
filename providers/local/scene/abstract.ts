import { createCanvas } from '@napi-rs/canvas'
import { hex, mix, type Rgb } from '../colour.ts'
import { createNoiseTile } from '../noise.ts'
import type { Random } from '../random.ts'
import type { Layer } from './plan.ts'

const themes: [string, ...string[]] = [
  '#1b1b3a #693668 #e05780 #ff9b71 #ffe0a3',
  '#0b2545 #13517a #2ca6a4 #9ad8b9 #f4f1de',
  '#231942 #5e548e #9f86c0 #e0b1cb #fff0f3',
  '#10002b #3c096c #7b2cbf #ff6d8f #ffd6a5',
  '#03252e #0b5563 #28a58a #c8e6a0 #fdf6c9',
  '#2b0f1e #7a1f3d #d1495b #edae49 #fdf0d5',
]

/** A scene for a prompt without a word that it knows: colours that flow into each other like silk. */
export const createAbstract = (options: { width: number; height: number; tints: Rgb[]; random: Random }): Layer => {
  const { width, height, tints, random } = options
  const unit = Math.sqrt(width * height)
  const chosen = random.pick(themes).split(' ').map(hex)
  const colours =
    tints.length > 0
      ? [
          [16, 14, 30] as Rgb,
          ...tints.flatMap((tint) => [mix(tint, [16, 14, 40], 0.45), tint]),
          mix(tints[0] ?? [255, 255, 255], [255, 250, 240], 0.75),
        ]
      : chosen
  const shape = createNoiseTile(random, 3)
  const coarse = 4
  const columns = Math.ceil(width / coarse) + 1
  const rows = Math.ceil(height / coarse) + 1
  const canvas = createCanvas(columns, rows)
  const target = canvas.getContext('2d')
  const image = target.createImageData(columns, rows)
  const start = random.between(0, 8)
  const lean = random.between(-0.5, 0.5)
  return {
    paint: (context, { time, camera }) => {
      const flow = time * 0.06
      for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
          const x = ((column * coarse - width / 2) / unit / camera.zoom + camera.x * 0.5) * 0.9
          const y = ((row * coarse - height / 2) / unit / camera.zoom + camera.y * 0.5) * 0.9
          const bendX = shape(x + start + flow, y - flow * 0.7)
          const bendY = shape(x - flow * 0.8 + 5, y + start + flow * 0.5)
          const field = shape(x * 0.7 + bendX * 1.5 + start, y * 0.7 + bendY * 1.5 + flow * 0.6)
          const fold = Math.sin((field * 3.4 + x * lean + y * 1.1 + bendX) * 4.2 + flow * 2)
          const level = Math.min(0.9999, Math.max(0, 0.5 + field * 0.85 + y * 0.24 + fold * 0.07)) * (colours.length - 1)
          const from = colours[Math.floor(level)] ?? [0, 0, 0]
          const to = colours[Math.floor(level) + 1] ?? from
          const part = level - Math.floor(level)
          const smooth = part * part * (3 - 2 * part)
          const sheen = Math.max(0, fold) ** 6 * 0.2
          const at = (row * columns + column) * 4
          for (let channel = 0; channel < 3; channel++) {
            const value = (from[channel] ?? 0) + ((to[channel] ?? 0) - (from[channel] ?? 0)) * smooth
            image.data[at + channel] = value + (255 - value) * sheen
          }
          image.data[at + 3] = 255
        }
      }
      target.putImageData(image, 0, 0)
      context.imageSmoothingQuality = 'high'
      context.drawImage(canvas, 0, 0, columns * coarse, rows * coarse)
    },
  }
}
