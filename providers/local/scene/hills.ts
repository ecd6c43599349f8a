import { hex, mix } from '../colour.ts'
import { smoothstep } from '../curve.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import type { Season } from './reading.ts'
import { paintTerrain, shadeInto, type Terrain } from './terrain.ts'

const grass: Record<Season, string> = { autumn: '#b98a3c', spring: '#8fbf5a', winter: '#e4ecf6', summer: '#6f9f45' }
const dunes: Record<Season, string> = { autumn: '#e8a860', spring: '#e8a860', winter: '#e4ecf6', summer: '#e8a860' }

export interface HillOptions {
  cover: 'grass' | 'sand'
  /** 0 near, 1 far. */
  distance: number
  /** The height of its foot on the screen, and how far it rises above that. */
  base: number
  height: number
  /** How many humps fit a unit. */
  humps: number
  random: Random
  /** How far down it is painted; to below the frame when absent. */
  bottom?: number
}

/** The edge of a line of hills at every x, for what stands on it. */
export const hillOutline = ({ unit }: Plan, { cover, base, height, humps, random }: HillOptions): ((x: number) => number) => {
  const noise = createNoise(random.fork('outline'))
  const place = random.fork('place').between(0, 200)
  return (x) => {
    const u = (x / unit + place) * humps
    if (cover === 'grass') return base - height * (0.5 + 0.62 * fractal(noise, u, 1.3, 3))
    const wave = noise(u, 2.1) * 0.7 + 0.3 * noise(u * 2.3, 5.2)
    return base - height * (0.05 + 1.15 * (1 - Math.abs(wave)) ** 2.2)
  }
}

/** One line of hills or dunes, lit from the side of the light. */
export const paintHills = (plan: Plan, options: HillOptions): Terrain => {
  const { unit, palette, light, reading } = plan
  const { cover, distance, base, height } = options
  const sand = cover === 'sand'
  const noise = createNoise(options.random.fork('ground'))
  const outline = remember(hillOutline(plan, options))
  const ground = landColour(palette, hex((sand ? dunes : grass)[reading.season]), distance * 0.85)
  const snow = reading.season === 'winter'
  const lit = snow
    ? mix(ground, mix([255, 255, 255], palette.glow, 0.2), 0.5 * palette.daylight)
    : mix(ground, palette.glow, sand ? 0.3 : 0.2)
  const dark = snow ? mix(ground, palette.sky[1], 0.4) : mix(ground, palette.shadow, sand ? 0.42 : 0.4)
  const reach = height * 2.4 + unit * 0.1
  const step = unit * 0.02

  const columnAt = (x: number) => {
    const edge = outline(x)
    const u = x / unit
    const towards = Math.min(1, Math.max(-1, ((x - light.x) / unit) * 3)) * (sand ? 1.2 : 0.45)
    return {
      edge,
      paint: (y: number, below: number, out: Float64Array) => {
        const v = y / unit
        // Shadows of the crest lean down the slope.
        const from = x - below * (sand ? 1.6 : 0.8)
        const facing = ((outline(from + step) - outline(from - step)) / (2 * step)) * towards * (1 - Math.min(0.75, below / reach))
        const grain = sand
          ? Math.sin(v * 210 + fractal(noise, u * 3, v * 9, 2) * 9) * 0.035 * (1 - distance)
          : fractal(noise, u * 30, v * 60, 3) * (snow ? 0.05 : 0.16)
        const rim = (1 - smoothstep(0, unit * 0.012, below)) * 0.22
        const brightness = 0.62 + facing - Math.min(1, below / reach) * 0.5 + grain + rim
        const mist = (1 - smoothstep(0, 1, (base + height * 0.4 - y) / (height * 1.3))) * 0.34 * distance
        shadeInto(out, dark, lit, brightness, palette.haze, mist)
      },
    }
  }
  return paintTerrain(plan, columnAt, options.bottom)
}

/** Answers for whole pixels, worked out once each. */
const remember = (outline: (x: number) => number): ((x: number) => number) => {
  const known = new Map<number, number>()
  return (x) => {
    const column = Math.round(x)
    const value = known.get(column) ?? outline(column)
    known.set(column, value)
    return value
  }
}
