import { css, hex, mix, type Rgb } from '../colour.ts'
import type { Random } from '../random.ts'
import { addCircle, fillCircle } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import { brighter, landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import type { Season } from './reading.ts'
import { terrainMargin } from './terrain.ts'

const greens: Record<Season, string> = { autumn: '#a9822f', spring: '#5d8f3c', winter: '#c3cfdc', summer: '#5d8f3c' }

/** Grass, and flowers where the prompt has some, that sways before the camera. `edgeAt` is where its ground begins. */
export const createGrass = (plan: Plan, options: { depth: number; edgeAt(x: number): number; tall: number; random: Random }): Layer => {
  const { unit, width, height, palette, reading } = plan
  const { depth, edgeAt, tall, random } = options
  const ground = mix(landColour(palette, hex(greens[reading.season]), 0), palette.shadow, 0.22)
  const beyond = unit * terrainMargin
  const root = () => {
    const x = random.between(-beyond, width + beyond)
    const edge = edgeAt(x)
    const down = random.next() ** 1.3
    return { x, y: edge + down * Math.max(unit * 0.02, height * 1.02 - edge), near: 0.55 + 0.6 * down }
  }
  const blades = [0, 0.35, 0.7].map((light) => ({
    colour: css(mix(ground, palette.glow, light * 0.26)),
    roots: Array.from({ length: 210 }, () => ({ ...root(), lean: random.between(-0.35, 0.35), phase: random.between(0, 1.2) })),
  }))
  const flowers = reading.things.has('flowers') || reading.season === 'spring' ? plantFlowers(plan, root, random) : []
  const sway = (x: number, time: number, phase: number) =>
    Math.sin(time * 1.5 + (x / unit) * 5 + phase) * 0.16 + Math.sin(time * 0.63 + (x / unit) * 2) * 0.14

  return atDepth(plan, depth, (context, time) => {
    context.lineCap = 'round'
    context.lineWidth = Math.max(0.8, unit * 0.0016)
    for (const { colour, roots } of blades) {
      context.strokeStyle = colour
      context.beginPath()
      for (const { x, y, near, lean, phase } of roots) {
        const size = tall * near
        const bend = (lean + sway(x, time, phase) * reading.waves) * size
        context.moveTo(x, y)
        context.quadraticCurveTo(x + bend * 0.25, y - size * 0.6, x + bend, y - size)
      }
      context.stroke()
    }
    for (const { x, y, near, stem, petals, heart, size } of flowers) {
      const headX = x + sway(x, time, 0.4) * tall * near * reading.waves
      const headY = y - tall * near * 1.12
      context.strokeStyle = stem
      context.beginPath()
      context.moveTo(x, y)
      context.quadraticCurveTo(x, y - tall * near * 0.6, headX, headY)
      context.stroke()
      context.fillStyle = petals
      context.beginPath()
      for (let petal = 0; petal < 5; petal++) {
        const angle = (petal * Math.PI * 2) / 5 + x
        addCircle(context, headX + Math.cos(angle) * size * 0.62, headY + Math.sin(angle) * size * 0.5, size * 0.52)
      }
      context.fill()
      fillCircle(context, heart, headX, headY, size * 0.36)
    }
  })
}

const plantFlowers = (plan: Plan, root: () => { x: number; y: number; near: number }, random: Random) => {
  const { palette, unit, reading } = plan
  const kinds: [Rgb, ...Rgb[]] = [hex('#f4d35e'), hex('#f28fb1'), hex('#ffffff'), hex('#c89bf0'), hex('#f2704e')]
  const chosen: [Rgb, ...Rgb[]] = reading.tints[0] ? [reading.tints[0], mix(reading.tints[0], [255, 255, 255], 0.4)] : kinds
  const lit = (own: Rgb) => css(landColour(brighter(palette, 0.3), own, 0))
  return Array.from({ length: 80 }, () => {
    const place = root()
    const petals = lit(random.pick(chosen))
    const size = unit * random.between(0.0055, 0.009) * place.near
    return { ...place, stem: lit(hex('#5f8a3f')), petals, heart: lit(hex('#f0b429')), size }
  }).sort((one, other) => one.y - other.y)
}
