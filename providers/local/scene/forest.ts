import { css, hex, mix } from '../colour.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'
import { createSheet, verticalGradient } from './brush.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import type { Season } from './reading.ts'
import { type Terrain, terrainMargin } from './terrain.ts'
import { paintBroadleaf, paintConifer } from './tree.ts'

const crowns: Record<Season, string> = {
  autumn: '#c8601e #d98a25 #a83e1c #c79a32 #8a6a28',
  spring: '#f0b4c8 #e79ab6 #f6d0dc #9cc27a',
  winter: '#3f5f5e #4a6a6c #39545a',
  summer: '#2f5f42 #3c6f47 #2a5548',
}
const floors: Record<Season, string> = { autumn: '#8a5a26', spring: '#7fae58', winter: '#dfe9f6', summer: '#35543a' }

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
  const beyond = Math.ceil(unit * terrainMargin)
  const right = width + beyond
  const below = plan.height + unit * terrainMargin
  const top = Math.floor(base - height * 1.7)
  const context = createSheet(right + beyond, (bottom ?? below) - top)
  context.translate(beyond, -top)
  const noise = createNoise(random.fork('ground'))
  const groundAt = (x: number) => base - fractal(noise, (x / unit) * 1.4, 7.7, 2) * height * 0.4

  context.fillStyle = css(mix(landColour(palette, hex(floors[reading.season]), distance * 0.85), palette.shadow, 0.25))
  context.beginPath()
  context.moveTo(-beyond, below)
  for (let x = -beyond; x <= right; x += 4) context.lineTo(x, groundAt(x))
  context.lineTo(right, below)
  context.fill()

  const shades = crowns[reading.season].split(' ').map((own) => landColour(palette, hex(own), distance * 0.85))
  const broad = reading.season === 'autumn' || reading.season === 'spring'
  const planting = random.fork('trees')
  const trees = []
  for (let x = -beyond - height * 0.2; x < right; x += height * (broad ? 0.26 : 0.17) * planting.between(0.45, 1.3)) {
    trees.push({
      x,
      drop: planting.next() * height * 0.16,
      tall: height * (0.55 + 0.6 * planting.next() ** 1.6),
      plain: shades[planting.index(shades.length)] ?? palette.shadow,
    })
  }
  trees.sort((one, other) => one.drop - other.drop)
  for (const { x, drop, tall, plain } of trees) {
    const colours = {
      plain,
      lit: mix(plain, palette.glow, 0.16 + 0.2 * palette.daylight),
      dark: mix(plain, palette.shadow, 0.42 * (1 - distance)),
      snow: reading.season === 'winter' ? landColour(palette, hex('#eef4fc'), distance * 0.6) : null,
    }
    const side = Math.min(1, Math.max(-1, ((light.x - x) / unit) * 4))
    const paint = broad ? paintBroadleaf : paintConifer
    paint(context, { x, y: groundAt(x) + drop, height: tall, side, colours, random: planting })
  }

  // Mist among what was painted so far, and only there.
  const mist = css(palette.haze, Math.min(0.92, (0.2 + 0.55 * distance) * (reading.fog ? 1.4 : 0.8)))
  context.globalCompositeOperation = 'source-atop'
  context.fillStyle = verticalGradient(context, base - height * 0.75, base + height * 0.35, [0, css(palette.haze, 0)], [1, mist])
  context.fillRect(-beyond, top, right + beyond, below - top)
  return { canvas: context.canvas, left: -beyond, top }
}
