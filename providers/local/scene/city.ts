import { hex, mix, type Rgb } from '../colour.ts'
import { smoothstep } from '../curve.ts'
import type { Random } from '../random.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import { paintTerrain, shadeInto, type Terrain, terrainMargin } from './terrain.ts'

const lamps: [Rgb, ...Rgb[]] = [hex('#ffd58a'), hex('#ffe9c2'), hex('#ffc46b'), hex('#cfe4ff')]
const tubes: [Rgb, ...Rgb[]] = [hex('#ff3f9f'), hex('#33e6ff'), hex('#b45cff')]

interface Building {
  left: number
  right: number
  height: number
  /** 0 to 1. */
  shade: number
  /** The width of a window with its wall, and the height of a floor, in pixels. */
  window: number
  floor: number
  /** How many windows are lit at night, 0 to 1. */
  lit: number
  lamp: Rgb
  spire: boolean
  /** How high its sides go, in parts of its height. */
  shoulder: number
  /** A neon tube down its left edge. */
  tube: Rgb | null
  seed: number
}

/** One row of buildings with windows; in the dark many of them are lit. `distance` is 0 near, 1 far. */
export const paintCity = (plan: Plan, options: { distance: number; height: number; random: Random }): Terrain => {
  const { unit, horizon, palette } = plan
  const { distance, height } = options
  const dark = smoothstep(0.3, 0.8, 1 - palette.daylight)
  const wall = landColour(palette, hex('#6d7f96'), distance * 0.75)
  const glass = mix(wall, palette.sky[2], 0.35)
  const buildings = raise(plan, height, options.random)
  const air = (y: number) => smoothstep(0.1, 1, 1 - (horizon - y) / (height * 0.7)) * (0.22 + 0.4 * distance)
  const near = 1 - distance * 0.55

  const columnAt = (x: number) => {
    const building = buildings.find(({ left, right }) => x >= left && x < right)
    if (!building) {
      return {
        edge: horizon - unit * 0.012,
        paint: (y: number, _: number, out: Float64Array) => shadeInto(out, wall, wall, 0, palette.haze, air(y)),
      }
    }
    const shade = 0.84 + building.shade * 0.32
    const stone: Rgb = [wall[0] * shade, wall[1] * shade, wall[2] * shade]
    const thin = Math.max(0.8, unit * 0.0016)
    const mast = building.spire && Math.abs(x - (building.left + building.right) / 2) < thin
    const shoulder = Math.abs(x - (building.left + building.right) / 2) > (building.right - building.left) * 0.3
    const onTube = building.tube !== null && Math.abs(x - building.left - building.window) < thin * 1.5
    const column = windowAt((x - building.left) / building.window, 0.3, 0.85)
    const edge = Math.min(x - building.left, building.right - x) < building.window * 0.4
    return {
      edge: horizon - building.height * (mast ? 1.22 : shoulder ? building.shoulder : 1),
      paint: (y: number, _: number, out: Float64Array) => {
        const rise = (horizon - y) / (building.height * (shoulder ? building.shoulder : 1))
        const row = windowAt((horizon - y) / building.floor, 0.3, 0.8)
        if (onTube && rise > 0.25 && rise < 0.9) shadeInto(out, stone, building.tube ?? stone, 0.95 * near, palette.haze, air(y))
        else if (edge || !column.inside || !row.inside || rise > 0.965 || rise < 0.02) shadeInto(out, stone, stone, 0, palette.haze, air(y))
        else {
          const place = building.seed + column.index * 31 + row.index * 1009
          const on = scatter(place) < building.lit * dark
          const light = on ? 0.55 + 0.45 * scatter(place + 7) : 0.32
          shadeInto(out, stone, on ? building.lamp : glass, light * near, palette.haze, air(y))
        }
      },
    }
  }
  return paintTerrain(plan, columnAt, horizon + unit * 0.02)
}

const windowAt = (position: number, from: number, to: number): { index: number; inside: boolean } => {
  const index = Math.floor(position)
  return { index, inside: position - index > from && position - index < to }
}

const raise = (plan: Plan, height: number, random: Random): Building[] => {
  const buildings: Building[] = []
  const beyond = plan.unit * (terrainMargin + 0.05)
  const middle = plan.width * random.between(0.35, 0.65)
  for (let x = -beyond; x < plan.width + beyond; ) {
    const width = plan.unit * random.between(0.03, 0.075)
    const central = 1 - Math.min(1, Math.abs(x - middle) / (plan.width * 0.75))
    buildings.push({
      left: x,
      right: x + width,
      height: height * (0.2 + 0.8 * random.next() ** 1.5 * (0.45 + 0.55 * central) + 0.16 * central),
      shade: random.next(),
      window: plan.unit * random.between(0.0085, 0.013),
      floor: plan.unit * random.between(0.011, 0.017),
      lit: random.between(0.25, 0.62),
      lamp: random.pick(plan.reading.neon && random.chance(0.35) ? tubes : lamps),
      spire: random.chance(0.2),
      shoulder: random.chance(0.4) ? random.between(0.72, 0.92) : 1,
      tube: plan.reading.neon && random.chance(0.45) ? random.pick(tubes) : null,
      seed: random.index(100_000),
    })
    x += width + (random.chance(0.2) ? plan.unit * random.between(0, 0.02) : 0)
  }
  return buildings
}

/** A number from 0 to 1 that looks random and is always the same for the same place. */
const scatter = (place: number): number => {
  const value = Math.imul(place ^ (place >>> 15), 2_246_822_519)
  return ((Math.imul(value ^ (value >>> 13), 3_266_489_917) >>> 0) % 10_000) / 10_000
}
