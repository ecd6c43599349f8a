import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas'
import { css, hex, mix, type Rgb } from '../colour.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import { type Terrain, terrainMargin } from './terrain.ts'
import { paintBroadleaf, paintConifer } from './tree.ts'

export interface ForestOptions {
  /** 0 near, 1 far. */
  distance: number
  /** The height on the screen where the trees stand, and how tall they are. */
  base: number
  height: number
  random: Random
  /** How far down the ground goes; to below the frame when absent. */
  bottom?: number
}

/** One row of trees on their ground: broad ones in autumn and spring, conifers otherwise. */
export const paintForest = (plan: Plan, { distance, base, height, random, bottom }: ForestOptions): Terrain => {
  const { unit, width, palette, reading, light } = plan
  const left = -Math.ceil(unit * terrainMargin)
  const top = Math.floor(base - height * 1.7)
  const canvas = createCanvas(width - 2 * left, Math.ceil((bottom ?? plan.height + unit * terrainMargin) - top))
  const context = canvas.getContext('2d')
  context.translate(-left, -top)
  const noise = createNoise(random.fork('ground'))
  const groundAt = (x: number) => base - fractal(noise, (x / unit) * 1.4, 7.7, 2) * height * 0.4
  const shades = crownColours(plan).map((own) => landColour(palette, own, distance * 0.85))
  const side = (x: number) => Math.min(1, Math.max(-1, ((light.x - x) / unit) * 4))

  fillGround(context, plan, left, groundAt, mix(landColour(palette, floorColour(plan), distance * 0.85), palette.shadow, 0.25))
  const broad = reading.season === 'autumn' || reading.season === 'spring'
  const planting = random.fork('trees')
  const trees = []
  for (let x = left - height * 0.2; x < width - left; x += height * (broad ? 0.26 : 0.17) * planting.between(0.45, 1.3)) {
    trees.push({
      x,
      drop: planting.next() * height * 0.16,
      tall: height * (0.55 + 0.6 * planting.next() ** 1.6),
      shade: planting.index(shades.length),
    })
  }
  trees.sort((one, other) => one.drop - other.drop)
  for (const { x, drop, tall, shade } of trees) {
    const plain = shades[shade] ?? palette.shadow
    const colours = {
      plain,
      lit: mix(plain, palette.glow, 0.16 + 0.2 * palette.daylight),
      dark: mix(plain, palette.shadow, 0.42 * (1 - distance)),
      snow: reading.season === 'winter' ? landColour(palette, hex('#eef4fc'), distance * 0.6) : null,
    }
    const paint = broad ? paintBroadleaf : paintConifer
    paint(context, { x, y: groundAt(x) + drop, height: tall, side: side(x), colours, random: planting })
  }
  mistOver(context, plan, {
    left,
    top,
    from: base - height * 0.75,
    to: base + height * 0.35,
    strength: (0.2 + 0.55 * distance) * (reading.fog ? 1.4 : 0.8),
  })
  return { canvas, left, top }
}

const fillGround = (context: SKRSContext2D, plan: Plan, left: number, groundAt: (x: number) => number, colour: Rgb): void => {
  const bottom = plan.height + plan.unit * terrainMargin
  context.fillStyle = css(colour)
  context.beginPath()
  context.moveTo(left, bottom)
  for (let x = left; x <= plan.width - left; x += 4) context.lineTo(x, groundAt(x))
  context.lineTo(plan.width - left, bottom)
  context.fill()
}

/** Mist among what was painted so far, and only there. */
const mistOver = (
  context: SKRSContext2D,
  { width, height, unit, palette }: Plan,
  { left, top, from, to, strength }: { left: number; top: number; from: number; to: number; strength: number },
): void => {
  const gradient = context.createLinearGradient(0, from, 0, to)
  gradient.addColorStop(0, css(palette.haze, 0))
  gradient.addColorStop(1, css(palette.haze, Math.min(0.92, strength)))
  context.globalCompositeOperation = 'source-atop'
  context.fillStyle = gradient
  context.fillRect(left, top, width - 2 * left, height + unit * terrainMargin - top)
}

const crownColours = ({ reading }: Plan): Rgb[] => {
  switch (reading.season) {
    case 'autumn':
      return [hex('#c8601e'), hex('#d98a25'), hex('#a83e1c'), hex('#c79a32'), hex('#8a6a28')]
    case 'spring':
      return [hex('#f0b4c8'), hex('#e79ab6'), hex('#f6d0dc'), hex('#9cc27a')]
    case 'winter':
      return [hex('#3f5f5e'), hex('#4a6a6c'), hex('#39545a')]
    default:
      return [hex('#2f5f42'), hex('#3c6f47'), hex('#2a5548')]
  }
}

const floorColour = ({ reading }: Plan): Rgb => {
  switch (reading.season) {
    case 'autumn':
      return hex('#8a5a26')
    case 'spring':
      return hex('#7fae58')
    case 'winter':
      return hex('#dfe9f6')
    default:
      return hex('#35543a')
  }
}
