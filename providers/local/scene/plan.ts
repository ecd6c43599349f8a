import type { FrameSize } from '../frame-size.ts'
import type { Random } from '../random.ts'
import { choosePalette, type Palette } from './palette.ts'
import type { Reading } from './reading.ts'

/** Everything that the layers of one scene have in common. Lengths are pixels of the finished frame. */
export interface Plan {
  width: number
  height: number
  /** A length that fits any shape of frame: the root of its area. */
  unit: number
  /** Where sky and ground meet. */
  horizon: number
  /** Where the sun or the moon stands, and how much of it comes through, 0 to 1. */
  light: { x: number; y: number; strength: number }
  reading: Reading
  palette: Palette
  random: Random
}

/** Places everything that a prompt was taken to mean. */
export const planScene = (reading: Reading, { width, height }: FrameSize, random: Random): Plan => {
  const unit = Math.sqrt(width * height)
  const placing = random.fork('placing')
  const sky = (reading.water === 'none' ? placing.between(0.56, 0.62) : placing.between(0.5, 0.57)) + (height > width ? 0.03 : 0)
  const horizon = Math.round(height * sky)
  const aside = reading.neon ? placing.between(0.42, 0.58) : placing.pick([placing.between(0.22, 0.4), placing.between(0.6, 0.78)])
  const rise = {
    dawn: placing.between(0.05, 0.12),
    sunset: placing.between(0.05, 0.12),
    dusk: 0.02,
    day: placing.between(0.28, 0.36),
    night: placing.between(0.28, 0.36),
  }
  const up = reading.neon ? 0.1 : reading.things.has('moon') ? rise.night : rise[reading.time]
  const light = { x: width * aside, y: horizon - Math.min(unit * up, horizon * 0.75), strength: lightStrength(reading) }
  return { width, height, unit, horizon, light, reading, palette: choosePalette(reading, random.fork('palette')), random }
}

const lightStrength = (reading: Reading): number => {
  if (reading.storm || reading.things.has('aurora')) return 0
  if (reading.rain || reading.snow) return 0.25
  return reading.fog || (reading.time === 'dusk' && !reading.things.has('moon')) ? 0.5 : 1
}
