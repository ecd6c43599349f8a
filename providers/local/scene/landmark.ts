import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { css, hex, mix } from '../colour.ts'
import { landColour } from './palette.ts'
import { fillShape } from './path.ts'
import { atDepth, horizonDepth, type Layer, type Plan } from './plan.ts'
import { paintBroadleaf } from './tree.ts'

/** Where a thing on the ground stands, and how far away. */
export interface Standing {
  x: number
  y: number
  depth: number
}

/** A lighthouse on its rock in the sea, with a beam that turns. */
export const createLighthouse = (plan: Plan): Layer => {
  const { width, unit, horizon, palette, light } = plan
  const x = width * (light.x < width / 2 ? 0.76 : 0.24)
  const y = horizon + unit * 0.012
  const size = unit * 0.24
  const tower = paintTower(size, plan)
  const dark = 1 - palette.daylight
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, horizonDepth, () => {
        context.drawImage(tower, x - tower.width / 2, y - tower.height)
        const lampY = y - size * 0.985
        context.globalCompositeOperation = 'screen'
        const turn = time * 0.9
        for (const half of [0, Math.PI]) {
          const aside = Math.cos(turn + half)
          const reach = unit * 1.1 * aside
          const towards = Math.max(0.1, Math.abs(Math.sin(turn + half)))
          const beam = context.createLinearGradient(x, 0, x + reach, 0)
          beam.addColorStop(0, css([255, 240, 200], 0.5 * dark))
          beam.addColorStop(1, css([255, 240, 200], 0))
          context.fillStyle = beam
          fillShape(context, [
            [x, lampY - size * 0.012],
            [x + reach, lampY - size * (0.1 + 0.12 * towards)],
            [x + reach, lampY + size * (0.1 + 0.12 * towards)],
            [x, lampY + size * 0.012],
          ])
        }
        const flare = Math.max(0, Math.sin(turn)) ** 6
        const glow = context.createRadialGradient(x, lampY, 0, x, lampY, size * (0.22 + 0.3 * flare))
        glow.addColorStop(0, css([255, 246, 214], 0.95))
        glow.addColorStop(0.25, css([255, 226, 150], 0.5))
        glow.addColorStop(1, css([255, 210, 120], 0))
        context.fillStyle = glow
        context.fillRect(x - size, lampY - size, size * 2, size * 2)
      })
    },
  }
}

const paintTower = (size: number, plan: Plan): Canvas => {
  const { palette, light, width } = plan
  const canvas = createCanvas(Math.ceil(size * 1.9), Math.ceil(size * 1.12))
  const context = canvas.getContext('2d')
  context.translate(canvas.width / 2, canvas.height)
  context.scale(size, size)
  const white = landColour({ ...palette, daylight: Math.max(0.34, palette.daylight) }, hex('#f4efe6'), 0.1)
  const red = landColour({ ...palette, daylight: Math.max(0.34, palette.daylight) }, hex('#c8402f'), 0.1)
  const rock = mix(palette.shadow, palette.haze, 0.22)
  const bands = 5
  for (let band = 0; band < bands; band++) {
    const low = -0.1 - (0.76 * band) / bands
    const high = -0.1 - (0.76 * (band + 1)) / bands
    const half = (at: number) => 0.085 - (-at - 0.1) * 0.045
    context.fillStyle = css(band % 2 ? red : white)
    fillShape(context, [
      [-half(low), low],
      [-half(high), high - 0.004],
      [half(high), high - 0.004],
      [half(low), low],
    ])
  }
  context.fillStyle = css(rock)
  context.fillRect(-0.075, -0.885, 0.15, 0.03)
  context.fillStyle = css(mix(rock, [255, 226, 160], 0.55))
  context.fillRect(-0.036, -0.965, 0.072, 0.08)
  context.fillStyle = css(red)
  fillShape(context, [
    [-0.052, -0.96],
    [0, -1.06],
    [0.052, -0.96],
  ])
  const shade = context.createLinearGradient(-0.09, 0, 0.09, 0)
  shade.addColorStop(light.x < width / 2 ? 1 : 0, css(palette.shadow, 0.5))
  shade.addColorStop(0.5, css(palette.shadow, 0.08))
  shade.addColorStop(light.x < width / 2 ? 0 : 1, css(palette.glow, 0.2))
  context.globalCompositeOperation = 'source-atop'
  context.fillStyle = shade
  context.fillRect(-0.1, -1, 0.2, 0.92)
  context.globalCompositeOperation = 'source-over'
  context.fillStyle = css(rock)
  fillShape(
    context,
    [
      [-0.92, 0],
      [-0.6, -0.06],
      [-0.38, -0.1],
      [-0.16, -0.14],
      [0.14, -0.135],
      [0.34, -0.085],
      [0.62, -0.05],
      [0.9, 0],
    ],
    [[-0.75, -0.06], [-0.5, -0.11], [-0.3, -0.15], null, [0.25, -0.14], [0.5, -0.09], [0.78, -0.04]],
  )
  return canvas
}

/** A cabin with lit windows and smoke over its roof. */
export const createCabin = (plan: Plan, { x, y, depth }: Standing): Layer => {
  const { unit, palette, reading } = plan
  const size = unit * 0.13
  const wood = landColour(palette, hex('#7a5236'), 0.05)
  const roof = reading.season === 'winter' ? landColour(palette, hex('#eef3fb'), 0) : landColour(palette, hex('#5a3a2c'), 0.05)
  const dark = 1 - palette.daylight
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, depth, () => {
        for (let puff = 0; puff < 9; puff++) {
          const age = (time * 0.11 + puff / 9) % 1
          context.fillStyle = css(mix(palette.haze, [255, 255, 255], 0.25), 0.3 * (1 - age) * Math.min(1, age * 6))
          context.beginPath()
          context.arc(
            x + size * (0.27 + age * age * 0.5 + Math.sin(age * 7 + time * 0.4) * 0.05),
            y - size * (0.92 + age * 1.15),
            size * (0.04 + age * 0.16),
            0,
            Math.PI * 2,
          )
          context.fill()
        }
        context.translate(x, y + size * 0.05)
        context.scale(size, size)
        context.fillStyle = css(mix(wood, palette.shadow, 0.3))
        context.fillRect(0.2, -0.95, 0.13, 0.4)
        context.fillStyle = css(wood)
        context.fillRect(-0.5, -0.46, 1, 0.46)
        context.fillStyle = css(mix(wood, palette.shadow, 0.35))
        for (let plank = 0; plank < 5; plank++) context.fillRect(-0.5, -0.4 + plank * 0.09, 1, 0.014)
        context.fillStyle = css(roof)
        fillShape(context, [
          [-0.62, -0.43],
          [-0.4, -0.8],
          [0.4, -0.8],
          [0.62, -0.43],
        ])
        const flicker = 0.86 + 0.08 * Math.sin(time * 3.1) + 0.06 * Math.sin(time * 7.7)
        context.fillStyle = css(mix([70, 84, 96], [255, 202, 110], Math.min(1, dark + 0.25) * flicker))
        for (const left of [-0.38, 0.16]) context.fillRect(left, -0.34, 0.2, 0.17)
        context.fillStyle = css(mix(wood, palette.shadow, 0.6))
        context.fillRect(-0.09, -0.33, 0.16, 0.33)
        context.globalCompositeOperation = 'screen'
        for (const left of [-0.28, 0.26]) {
          const glow = context.createRadialGradient(left, -0.25, 0, left, -0.25, 0.6)
          glow.addColorStop(0, css([255, 180, 90], 0.42 * dark * flicker))
          glow.addColorStop(1, css([255, 160, 70], 0))
          context.fillStyle = glow
          context.fillRect(left - 0.6, -0.85, 1.2, 1.2)
        }
      })
    },
  }
}

/** A single broad tree. */
export const createTree = (plan: Plan, { x, y, depth }: Standing): Layer => {
  const { unit, palette, light, reading } = plan
  const height = unit * 0.34
  const canvas = createCanvas(Math.ceil(height * 1.2), Math.ceil(height * 1.15))
  const own =
    reading.season === 'autumn'
      ? hex('#cf6a20')
      : reading.season === 'spring'
        ? hex('#f2b7cb')
        : reading.season === 'winter'
          ? hex('#cfdbe8')
          : hex('#3f7a3c')
  const plain = landColour(palette, own, 0)
  paintBroadleaf(canvas.getContext('2d'), {
    x: canvas.width / 2,
    y: canvas.height * 0.97,
    height,
    side: light.x < x ? -1 : 1,
    colours: { plain, lit: mix(plain, palette.glow, 0.22), dark: mix(plain, palette.shadow, 0.45), snow: null },
    random: plan.random.fork('tree'),
  })
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, depth, () => {
        context.translate(x, y + height * 0.03)
        context.transform(1, 0, Math.sin(time * 0.9) * 0.012 * reading.waves, 1, 0, 0)
        context.drawImage(canvas, -canvas.width / 2, -canvas.height * 0.97)
      })
    },
  }
}
