import { css, hex, mix, type Rgb } from '../colour.ts'
import { clamp, wrap } from '../curve.ts'
import { createNoiseTile } from '../noise.ts'
import type { Random } from '../random.ts'
import { addCircle, fillGlow } from './brush.ts'
import type { Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** Where and how something falls, for a frame of any shape. */
type Air = Pick<Plan, 'width' | 'height' | 'unit' | 'random'>

/** Streaks of rain in three depths, slanted by the wind. */
export const createRain = (air: Air, heavy: boolean): Layer => {
  const { width, height, unit } = air
  const random = air.random.fork('rain')
  const slant = random.pick([-1, 1]) * (heavy ? 0.32 : 0.14)
  const depths = [0.35, 0.6, 1].map((near) => ({
    near,
    drops: Array.from({ length: Math.round((heavy ? 150 : 90) * (1.5 - near)) }, () => ({
      x: random.next(),
      y: random.next(),
      speed: random.between(0.85, 1.15),
    })),
  }))
  return (context, { time, camera }) => {
    for (const { near, drops } of depths) {
      const length = unit * 0.075 * near
      const span = height + length * 2
      context.strokeStyle = css([214, 226, 240], 0.12 + 0.2 * near)
      context.lineWidth = Math.max(0.7, unit * 0.0022 * near)
      context.beginPath()
      for (const drop of drops) {
        const fall = wrap(drop.y * span + time * unit * 1.7 * near * drop.speed, span)
        const x = wrap(drop.x * width * 1.3 + fall * slant - camera.x * unit * near, width * 1.3) - width * 0.15
        context.moveTo(x, fall - length)
        context.lineTo(x + length * slant, fall)
      }
      context.stroke()
    }
  }
}

/** Flakes of snow in four depths, the nearest large and soft. */
export const createSnow = (air: Air): Layer => {
  const { width, height, unit } = air
  const random = air.random.fork('snow')
  const depths = [0.25, 0.45, 0.7, 1.2].map((near) => ({
    near,
    flakes: Array.from({ length: Math.round(46 / near ** 0.9) }, () => ({
      x: random.next(),
      y: random.next(),
      phase: random.between(0, 6.3),
      size: random.between(0.6, 1.2),
    })),
  }))
  return (context, { time, camera }) => {
    for (const { near, flakes } of depths) {
      context.fillStyle = css([250, 252, 255], near > 1 ? 0.4 : 0.45 + 0.4 * near)
      context.beginPath()
      for (const flake of flakes) {
        const span = height * 1.1
        const sway = Math.sin(time * 0.8 * flake.size + flake.phase) * unit * 0.018
        const x = wrap(flake.x * width * 1.2 + sway + time * unit * 0.03 * near - camera.x * unit * near, width * 1.2) - width * 0.1
        const y = wrap(flake.y * span + time * unit * 0.15 * near * flake.size, span) - height * 0.05
        addCircle(context, x, y, unit * 0.0042 * near * flake.size)
      }
      context.fill()
    }
  }
}

const pieceColours = { leaves: '#d9722a #c9482a #e0a034', petals: '#f7c6d6 #f2a9c2 #ffe3ec' }

/** Leaves or petals that tumble down and aside; `light` is how much of their colour shows, 0 to 1. */
export const createFalling = (air: Air, kind: keyof typeof pieceColours, light: number): Layer => {
  const { width, height, unit } = air
  const random = air.random.fork('falling')
  const colours = pieceColours[kind].split(' ').map((colour) => css(mix([20, 16, 24], hex(colour), 0.35 + 0.65 * light)))
  const pieces = Array.from({ length: 34 }, () => ({
    x: random.next(),
    y: random.next(),
    near: random.between(0.4, 1.1),
    spin: random.between(0.8, 2.2) * random.pick([-1, 1]),
    phase: random.between(0, 6.3),
    colour: colours[random.index(colours.length)] ?? '',
  }))
  return (context, { time, camera }) => {
    for (const { x, y, near, spin, phase, colour } of pieces) {
      const sway = Math.sin(time * 0.9 + phase) * unit * 0.04
      const across = wrap(x * width * 1.3 + time * unit * 0.07 * near + sway - camera.x * unit * near, width * 1.3)
      const down = wrap(y * height * 1.2 + time * unit * 0.1 * near, height * 1.2)
      const size = unit * 0.0105 * near
      context.save()
      context.translate(across - width * 0.15, down - height * 0.1)
      context.rotate(time * spin + phase)
      context.scale(1, 0.35 + 0.6 * Math.abs(Math.sin(time * spin * 0.8 + phase)))
      context.fillStyle = colour
      context.beginPath()
      context.moveTo(-size, 0)
      context.quadraticCurveTo(0, -size * 0.8, size, 0)
      context.quadraticCurveTo(0, size * 0.8, -size, 0)
      context.fill()
      context.restore()
    }
  }
}

interface Glows {
  colour: Rgb
  count: number
  /** How fast they rise, and how large they are, in units. */
  rising: number
  size: number
  /** The highest place that they get to. */
  top: number
}

/** Small lights that wander and glow on and off: fireflies, embers. */
export const createGlows = ({ width, height, unit }: Air, { colour, count, rising, size, top }: Glows, random: Random): Layer => {
  const glows = Array.from({ length: count }, () => ({
    x: random.between(-0.05, 1.05) * width,
    y: random.next(),
    near: random.between(0.4, 1),
    phase: random.between(0, 6.3),
    speed: random.between(0.6, 1.4),
  }))
  const heart = mix(colour, [255, 255, 255], 0.6)
  return (context, { time, camera }) => {
    context.globalCompositeOperation = 'lighter'
    for (const { x, y, near, phase, speed } of glows) {
      const span = height - top
      const across = x + Math.sin(time * 0.5 * speed + phase) * unit * 0.05 - camera.x * unit * near
      const rise = wrap(y * span - time * rising * unit * speed, span)
      const up = top + rise + Math.sin(time * 0.8 * speed + phase * 2) * unit * 0.02
      const bright = 0.25 + 0.75 * Math.max(0, Math.sin(time * 1.3 * speed + phase * 3))
      const radius = unit * size * near * 4
      fillGlow(context, across, up, radius, [0, css(heart, bright)], [0.2, css(colour, bright * 0.55)], [1, css(colour, 0)])
    }
  }
}

export const createFireflies = (air: Air, count: number, top: number): Layer =>
  createGlows(air, { colour: hex('#d8f06a'), count, rising: 0.005, top, size: 0.005 }, air.random.fork('fireflies'))

/** Banks of fog that slide across the ground. */
export const createFog = ({ width, height, unit, horizon, palette, random }: Plan): Layer => {
  const noise = createNoiseTile(random.fork('fog'), 3)
  const coarse = 6
  return (context, { time, camera }) => {
    for (let y = horizon - unit * 0.2; y < height; y += coarse) {
      const band =
        Math.min(1, (y - horizon + unit * 0.2) / (unit * 0.2)) * 0.52 * (1 - 0.75 * Math.max(0, (y - horizon) / (height - horizon)))
      const gradient = context.createLinearGradient(0, 0, width, 0)
      for (let stop = 0; stop <= 8; stop++) {
        const u = (stop / 8) * 1.6 + time * 0.06 + camera.x * 0.6
        gradient.addColorStop(stop / 8, css(palette.haze, band * clamp(0.55 + noise(u, (y / unit) * 5) * 1.1)))
      }
      context.fillStyle = gradient
      context.fillRect(0, y, width, coarse)
    }
  }
}

/** Lightning: the whole picture brightens for a moment, and a bolt stands in the sky. */
export const createLightning = ({ width, height, unit, horizon, random: own }: Plan): Layer => {
  const random = own.fork('lightning')
  const strikes = Array.from({ length: 12 }, (_, index) => {
    const points = [{ x: random.between(0.15, 0.85) * width, y: -unit * 0.02 }]
    for (let y = 0; y < horizon; y += unit * 0.03) {
      points.push({ x: (points.at(-1)?.x ?? 0) + random.between(-0.024, 0.024) * unit, y: y + unit * 0.03 })
    }
    return { at: 0.7 + index * 2.2 + random.between(-0.5, 0.5), points }
  })
  return (context, { time }) => {
    for (const { at, points } of strikes) {
      const age = time - at
      if (age < 0 || age > 0.55) continue
      const flash = Math.exp(-age * 7) * (0.65 + 0.35 * Math.cos(age * 60))
      context.shadowBlur = 0
      context.fillStyle = css([206, 218, 255], flash * 0.34)
      context.fillRect(0, 0, width, height)
      context.strokeStyle = css([236, 240, 255], Math.min(1, flash * 1.4))
      context.shadowColor = css([170, 190, 255], flash)
      context.shadowBlur = unit * 0.03
      context.lineWidth = Math.max(1, unit * 0.0032)
      context.beginPath()
      for (const { x, y } of points) context.lineTo(x, y)
      context.stroke()
    }
  }
}
