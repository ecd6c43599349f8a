import { hex, mix, type Rgb } from '../colour.ts'
import { clamp, smoothstep } from '../curve.ts'
import { createNoise, fractal, ridged } from '../noise.ts'
import type { Random } from '../random.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import { paintTerrain, shadeInto, type Terrain } from './terrain.ts'

/** One range of mountains: rock lit from the side of the light, snow above, mist below. `distance` is 0 near, 1 far. */
export const paintMountains = (plan: Plan, options: { distance: number; height: number; random: Random; bottom: number }): Terrain => {
  const { unit, horizon, palette, light, reading } = plan
  const { distance, height, random } = options
  const noise = createNoise(random)
  const place = random.between(0, 200)
  const rock = landColour(palette, reading.season === 'autumn' ? hex('#7d6552') : hex('#62707f'), distance * 0.82)
  const snow: Rgb = mix([244, 248, 255], palette.glow, 0.12)
  const rockLit = mix(rock, palette.glow, 0.14 + 0.2 * palette.daylight)
  const rockDark = mix(rock, palette.shadow, 0.42)
  const snowLit = mix(landColour(palette, snow, distance * 0.6), palette.glow, 0.28)
  const snowDark = mix(landColour(palette, hex('#8fa3c4'), distance * 0.7), palette.shadow, 0.12)
  const snowDepth = reading.season === 'winter' ? height : height * 0.42
  const side = light.x < plan.width / 2 ? 1 : -1

  const columnAt = (x: number) => {
    const u = x / unit + place
    const range = 0.78 + 0.6 * fractal(noise, u * 0.9, 3.7, 2)
    const rise = height * Math.max(0.12, (ridged(noise, u * 1.7, 9.1, 5) * 1.25 - 0.22) * range + 0.1)
    return {
      edge: horizon - rise,
      paint: (y: number, below: number, out: Float64Array) => {
        const v = y / unit
        const slope = ridged(noise, u * 5.5 + side * 0.035, v * 3.6, 4) - ridged(noise, u * 5.5, v * 3.6 + 0.02, 4)
        const rim = Math.max(0, 1 - below / (unit * 0.006)) * 0.25
        const light = clamp(0.5 + slope * 5.5 + rim)
        const ragged = fractal(noise, u * 9, v * 4, 3) * height * 0.28
        const white = smoothstep(0, height * 0.07, horizon - y - height + snowDepth + ragged) * (1 - 0.4 * distance)
        const mist = smoothstep(0.25, 1, 1 - (horizon - y) / (height * 0.62)) * (0.3 + 0.5 * distance)
        shadeInto(out, mix(rockDark, snowDark, white), mix(rockLit, snowLit, white), light, palette.haze, mist)
      },
    }
  }
  return paintTerrain(plan, columnAt, options.bottom)
}
