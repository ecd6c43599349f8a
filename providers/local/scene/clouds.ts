import { clamp, smoothstep } from '../curve.ts'
import { createNoiseTile } from '../noise.ts'
import { createRaster } from './brush.ts'
import { horizonOnScreen, type Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** Clouds are soft: worked out at this part of the frame's size, then scaled up. */
const coarseness = 3

/** A ceiling of clouds seen in perspective, lit from the side of the light, that moves and changes shape. */
export const createClouds = (plan: Plan): Layer => {
  const { width, horizon, unit, palette, light, reading } = plan
  const random = plan.random.fork('clouds')
  const shape = createNoiseTile(random, 5)
  const wind = random.pick([-1, 1]) * random.between(0.05, 0.09) * (reading.storm ? 2.4 : 1)
  const columns = Math.ceil(width / coarseness) + 2
  const rows = Math.ceil((horizon * 1.15) / coarseness)
  const { pixels, show } = createRaster(columns, rows)
  const threshold = 0.34 - reading.clouds * 0.62
  const start = { u: random.between(0, 8), v: random.between(0, 8) }

  const paintCoarse = (time: number, shift: number, screenHorizon: number) => {
    let at = 0
    for (let row = 0; row < rows; row++) {
      const y = row * coarseness
      const above = (screenHorizon - y) / unit
      if (above <= 0.004) {
        pixels.fill(0, at)
        return
      }
      // A flat ceiling: what is near the horizon is far away, small and flat.
      const far = 1 / (above + 0.13)
      const v = start.v + far * 1.5
      const fade = smoothstep(0, 0.16, above)
      const finer = 0.5 + 0.5 * fade
      for (let column = 0; column < columns; column++) {
        const x = (column - 1) * coarseness
        const u = start.u + ((x - width / 2) / unit) * far * 0.8 + time * wind + shift
        const density = shape(u, v) + 0.45 * shape(u * 2.7 - time * 0.045, v * 2.7 + time * 0.03) * finer - threshold
        const cover = smoothstep(0, 0.42, density) * fade
        if (cover <= 0) {
          pixels[at + 3] = 0
          at += 4
          continue
        }
        const aside = (light.x - x) / unit
        const up = (light.y - y) / unit
        const distance = Math.sqrt(aside * aside + up * up) + 0.12
        const towards = shape(u + (aside / distance) * 0.16, v - (up / distance) * 0.16)
        const lit = clamp(0.62 + (shape(u, v) - towards) * 2.4 - density * 0.75)
        const warm = Math.min(0.85, 0.16 / distance) * (0.35 + 0.65 * lit)
        pixels[at] = blend(palette.cloudShade[0], palette.cloudLit[0], palette.glow[0], lit, warm)
        pixels[at + 1] = blend(palette.cloudShade[1], palette.cloudLit[1], palette.glow[1], lit, warm)
        pixels[at + 2] = blend(palette.cloudShade[2], palette.cloudLit[2], palette.glow[2], lit, warm)
        pixels[at + 3] = cover * 235
        at += 4
      }
    }
  }

  return (context, { time, camera }) => {
    paintCoarse(time, camera.x * 0.16, horizonOnScreen(plan, camera))
    context.drawImage(show(), -coarseness, 0, columns * coarseness, rows * coarseness)
  }
}

const blend = (shade: number, lit: number, glow: number, light: number, warm: number): number => {
  const plain = shade + (lit - shade) * light
  return plain + (glow - plain) * warm
}
