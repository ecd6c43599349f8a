import { ImageData } from '@napi-rs/canvas'
import { css, mix } from '../colour.ts'
import { smoothstep } from '../curve.ts'
import { createNoiseTile } from '../noise.ts'
import { verticalGradient } from './brush.ts'
import { horizonOnScreen, type Layer } from './layer.ts'
import type { Plan } from './plan.ts'

const sineSteps = 2048
const perRadian = sineSteps / (2 * Math.PI)
/** How high the eye is above the water, in units: what is below the horizon by this is as far as it is high. */
const eyeHeight = 0.22

/**
 * Water from the horizon down, which mirrors what was painted above it. Waves of different length and heading bend
 * the mirror; crests catch the light, and under the sun or the moon lies a path of glitter.
 */
export const createWater = (plan: Plan): Layer => {
  const { width, height, unit, palette, light, reading } = plan
  const random = plan.random.fork('water')
  const sine = Float32Array.from({ length: sineSteps }, (_, step) => Math.sin(step / perRadian))
  const ripples = createNoiseTile(random, 4, 16)
  const strength = reading.waves * (reading.water === 'sea' ? 1 : 0.5) * (reading.storm ? 1.4 : 1)
  const waves = [1, 1.6, 2.5, 3.9, 6.1, 9.5].map((frequency) => {
    const heading = random.between(-0.8, 0.8)
    return {
      across: frequency * Math.sin(heading) * 15,
      along: frequency * Math.cos(heading) * 15,
      speed: Math.sqrt(frequency) * 2,
      rise: (0.62 * strength) / frequency ** 0.42,
      phase: random.between(0, 6.28),
    }
  })
  const choppy = 0.35 + 0.65 * strength
  const deep = mix(palette.water, palette.shadow, 0.18)
  const crest = reading.storm ? mix(palette.sky[3], [235, 240, 245], 0.6) : mix(palette.sky[3], palette.glow, 0.3)
  const foam = reading.storm ? 0.17 : 0.2
  const sparkle = mix(palette.disc, palette.glow, 0.3)
  const phases = new Float64Array(waves.length)
  const steps = new Float64Array(waves.length)
  const rises = new Float64Array(waves.length)
  const slopes = new Float32Array(width + 2)
  const ripple = new Float32Array(width + 2)

  /** Writes how the water is tilted along one row: at every other pixel, and between them the mean. */
  const tilt = (below: number, near: number, time: number, shift: number) => {
    const far = eyeHeight / (below + 0.012)
    const farPerRow = eyeHeight / ((below + 0.012) ** 2 * unit)
    let visible = 0
    for (const wave of waves) {
      // A wave that is finer than the pixels of its row would only flicker.
      const rise = wave.rise * Math.exp(-((wave.along * farPerRow) ** 2) * 0.9)
      if (rise < 0.01) continue
      const step = (wave.across * far * perRadian) / unit
      steps[visible] = step
      phases[visible] = (wave.along * far - time * wave.speed + wave.phase) * perRadian - (width / 2 + shift * unit) * step
      rises[visible] = rise
      visible++
    }
    const rippleRise = (1.5 + 0.6 * near) * choppy
    for (let x = 0; x < width + 2; x += 2) {
      let slope = 0
      for (let index = 0; index < visible; index++) {
        slope += (rises[index] ?? 0) * (sine[((phases[index] ?? 0) + x * (steps[index] ?? 0)) & (sineSteps - 1)] ?? 0)
      }
      const small = ripples((x / unit - shift) * far * 11 + time * 0.3, far * 15 - time * 0.55)
      ripple[x] = small
      slopes[x] = slope + small * rippleRise
      if (x === 0) continue
      ripple[x - 1] = ((ripple[x - 2] ?? 0) + small) / 2
      slopes[x - 1] = ((slopes[x - 2] ?? 0) + (slopes[x] ?? 0)) / 2
    }
  }

  const paint = (out: Uint8ClampedArray, mirror: Uint8ClampedArray, mirrorRows: number, rows: number, time: number, shift: number) => {
    const [deepRed, deepGreen, deepBlue] = deep
    const [crestRed, crestGreen, crestBlue] = crest
    const [sparkleRed, sparkleGreen, sparkleBlue] = sparkle
    let at = 0
    for (let row = 0; row < rows; row++) {
      const below = (row + 0.5) / unit
      const near = smoothstep(0, 0.34, below)
      tilt(below, near, time, shift)
      const stretch = row * (0.92 - 0.24 * near)
      const bend = (0.007 + 0.085 * below) * unit
      const clarity = 0.94 - (reading.water === 'sea' ? 0.5 : 0.32) * near
      const pathWidth = (0.035 + below * 0.3) * unit
      for (let x = 0; x < width; x++, at += 4) {
        const slope = slopes[x] ?? 0
        const small = ripple[x] ?? 0
        const mirrorRow = mirrorRows - 1 - Math.min(mirrorRows - 1, Math.max(0, (stretch - slope * bend) | 0))
        const mirrorColumn = Math.min(width - 1, Math.max(0, (x + (small * 1.3 + slope * 0.3) * bend) | 0))
        const from = (mirrorRow * width + mirrorColumn) * 4
        const red = mirror[from] ?? 0
        const glare = Math.max(0, (red - 200) / 55)
        const plainly = Math.min(0.97, Math.max(0.1, clarity - slope * 0.15))
        const seen = plainly + (0.99 - plainly) * glare * glare
        const shine = Math.min(0.45, Math.max(0, slope - 0.55) * foam * (0.6 + Math.max(0, small) * 2.4))
        const offPath = (x - light.x) / pathWidth
        const glitter = Math.min(0.95, Math.max(0, slope * 0.4 + small * 2.4 - 0.2 - offPath * offPath * 0.9)) * light.strength
        out[at] = blend(deepRed, red, crestRed, sparkleRed, seen, shine, glitter)
        out[at + 1] = blend(deepGreen, mirror[from + 1] ?? 0, crestGreen, sparkleGreen, seen, shine, glitter)
        out[at + 2] = blend(deepBlue, mirror[from + 2] ?? 0, crestBlue, sparkleBlue, seen, shine, glitter)
        out[at + 3] = 255
      }
    }
  }

  const image = new ImageData(width, height)
  const haze = mix(palette.haze, palette.sky[3], 0.5)
  return (context, { time, camera }) => {
    const top = Math.round(horizonOnScreen(plan, camera))
    const rows = height - top
    if (rows < 2 || top < 2) return
    const mirrorRows = Math.min(top, Math.ceil(unit * 0.52))
    const mirror = context.getImageData(0, top - mirrorRows, width, mirrorRows)
    paint(image.data, mirror.data, mirrorRows, rows, time, camera.x * 0.5)
    context.putImageData(image, 0, top, 0, 0, width, rows)
    // The far edge of the water lies in haze.
    const [from, to] = [top - unit * 0.006, top + unit * 0.02]
    context.fillStyle = verticalGradient(context, from, to, [0, css(haze, 0)], [0.3, css(haze, 0.4)], [1, css(haze, 0)])
    context.fillRect(0, from, width, unit * 0.026)
  }
}

/** One channel: what is deep, what is mirrored over it, the light on crests over that, and glitter on top. */
const blend = (deep: number, mirrored: number, crest: number, sparkle: number, seen: number, shine: number, glitter: number): number => {
  const surface = deep + (mirrored - deep) * seen
  const lit = surface + (crest - surface) * shine
  return lit + (sparkle - lit) * glitter
}
