import { hex, mix } from '../colour.ts'
import { clamp } from '../curve.ts'
import { createNoiseTile } from '../noise.ts'
import { createRaster } from './brush.ts'
import type { Layer } from './layer.ts'
import type { Plan } from './plan.ts'

const coarseness = 4

/** Curtains of northern lights: sharp below, fading upwards, folding slowly. */
export const createAurora = ({ width, horizon, unit, reading, random: own }: Plan): Layer => {
  const random = own.fork('aurora')
  const noise = createNoiseTile(random, 4)
  const columns = Math.ceil(width / coarseness)
  const rows = Math.ceil(horizon / coarseness)
  const { pixels, show } = createRaster(columns, rows)
  const low = reading.tints[0] ?? hex('#38f0a0')
  const high = reading.tints[1] ?? hex('#7a5cf0')
  const curtains = [0.72, 0.52, 0.36].map((height) => ({ height, place: random.between(0, 8), tall: random.between(0.16, 0.28) * unit }))
  return (context, { time, camera }) => {
    pixels.fill(0)
    for (let column = 0; column < columns; column++) {
      const aside = (column * coarseness) / unit + camera.x * 0.1
      for (const { height, place, tall } of curtains) {
        const fold = noise(aside * 0.7 + place, time * 0.045 + place)
        const foot = horizon * height + fold * unit * 0.26
        const bright =
          Math.max(0, 0.5 + noise(aside * 1.3 + place + fold * 2, time * 0.11) * 1.1) *
          (0.72 + 0.5 * noise(aside * 9 + fold * 6, place + time * 0.14))
        const first = Math.max(0, Math.floor((foot - tall * 2.4) / coarseness))
        const last = Math.min(rows, Math.ceil((foot + unit * 0.03) / coarseness))
        for (let row = first; row < last; row++) {
          const up = (foot - row * coarseness) / tall
          const strength = bright * (up < 0 ? Math.exp(up * 9) : Math.exp(-up * 1.5))
          const at = (row * columns + column) * 4
          const colour = mix(low, high, clamp(up * 0.75))
          for (let channel = 0; channel < 3; channel++) {
            pixels[at + channel] = (pixels[at + channel] ?? 0) + (colour[channel] ?? 0) * strength * 0.7
          }
          pixels[at + 3] = 255
        }
      }
    }
    context.globalCompositeOperation = 'screen'
    context.drawImage(show(), 0, 0, columns * coarseness, rows * coarseness)
  }
}
