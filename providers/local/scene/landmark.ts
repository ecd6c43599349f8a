import type { Canvas } from '@napi-rs/canvas'
import { css, hex, mix } from '../colour.ts'
import { createSheet, fillCircle, fillGlow, fillShape, withStops } from './brush.ts'
import { atDepth, horizonDepth, type Layer, type Standing } from './layer.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import type { Season } from './reading.ts'
import { paintBroadleaf } from './tree.ts'

/** A lighthouse on its rock in the sea, with a beam that turns. */
export const createLighthouse = (plan: Plan): Layer => {
  const { width, unit, horizon, palette, light } = plan
  const x = width * (light.x < width / 2 ? 0.76 : 0.24)
  const y = horizon + unit * 0.012
  const size = unit * 0.24
  const tower = paintTower(size, plan)
  const dark = 1 - palette.daylight
  const lampY = y - size * 0.985
  return atDepth(plan, horizonDepth, (context, time) => {
    context.drawImage(tower, x - tower.width / 2, y - tower.height)
    context.globalCompositeOperation = 'screen'
    const turn = time * 0.9
    for (const half of [0, Math.PI]) {
      const reach = unit * 1.1 * Math.cos(turn + half)
      const wide = size * (0.1 + 0.12 * Math.max(0.1, Math.abs(Math.sin(turn + half))))
      const beam = withStops(context.createLinearGradient(x, 0, x + reach, 0), [
        [0, css([255, 240, 200], 0.5 * dark)],
        [1, css([255, 240, 200], 0)],
      ])
      const [narrow, end] = [size * 0.012, x + reach]
      fillShape(context, beam, `M${x} ${lampY - narrow} L${end} ${lampY - wide} L${end} ${lampY + wide} L${x} ${lampY + narrow}`)
    }
    const flare = size * (0.22 + 0.3 * Math.max(0, Math.sin(turn)) ** 6)
    const [bright, gold, clear] = [css([255, 246, 214], 0.95), css([255, 226, 150], 0.5), css([255, 210, 120], 0)]
    fillGlow(context, x, lampY, flare, [0, bright], [0.25, gold], [1, clear])
  })
}

const paintTower = (size: number, plan: Plan): Canvas => {
  const { palette, light, width } = plan
  const context = createSheet(size * 1.9, size * 1.12)
  const { canvas } = context
  context.translate(canvas.width / 2, canvas.height)
  context.scale(size, size)
  const lit = { ...palette, daylight: Math.max(0.34, palette.daylight) }
  const white = landColour(lit, hex('#f4efe6'), 0.1)
  const red = landColour(lit, hex('#c8402f'), 0.1)
  const rock = mix(palette.shadow, palette.haze, 0.22)
  const bands = 5
  for (let band = 0; band < bands; band++) {
    const low = -0.1 - (0.76 * band) / bands
    const high = -0.1 - (0.76 * (band + 1)) / bands
    const half = (at: number) => 0.085 - (-at - 0.1) * 0.045
    const [foot, head] = [half(low), half(high)]
    fillShape(context, css(band % 2 ? red : white), `M${-foot} ${low} L${-head} ${high - 0.004} L${head} ${high - 0.004} L${foot} ${low}`)
  }
  context.fillStyle = css(rock)
  context.fillRect(-0.075, -0.885, 0.15, 0.03)
  context.fillStyle = css(mix(rock, [255, 226, 160], 0.55))
  context.fillRect(-0.036, -0.965, 0.072, 0.08)
  fillShape(context, css(red), 'M-0.052 -0.96 L0 -1.06 L0.052 -0.96')
  const towards = light.x < width / 2 ? -0.09 : 0.09
  context.globalCompositeOperation = 'source-atop'
  context.fillStyle = withStops(context.createLinearGradient(towards, 0, -towards, 0), [
    [0, css(palette.glow, 0.2)],
    [0.5, css(palette.shadow, 0.08)],
    [1, css(palette.shadow, 0.5)],
  ])
  context.fillRect(-0.1, -1, 0.2, 0.92)
  context.globalCompositeOperation = 'source-over'
  const slope = 'M-0.92 0 Q-0.75 -0.06 -0.6 -0.06 Q-0.5 -0.11 -0.38 -0.1 Q-0.3 -0.15 -0.16 -0.14 L0.14 -0.135'
  fillShape(context, css(rock), `${slope} Q0.25 -0.14 0.34 -0.085 Q0.5 -0.09 0.62 -0.05 Q0.78 -0.04 0.9 0`)
  return canvas
}

/** A cabin with lit windows and smoke over its roof. */
export const createCabin = (plan: Plan, { x, y, depth }: Standing): Layer => {
  const { unit, palette, reading } = plan
  const size = unit * 0.13
  const wood = landColour(palette, hex('#7a5236'), 0.05)
  const roof = reading.season === 'winter' ? landColour(palette, hex('#eef3fb'), 0) : landColour(palette, hex('#5a3a2c'), 0.05)
  const shaded = (amount: number) => css(mix(wood, palette.shadow, amount))
  const smoke = mix(palette.haze, [255, 255, 255], 0.25)
  const dark = 1 - palette.daylight
  return atDepth(plan, depth, (context, time) => {
    for (let puff = 0; puff < 9; puff++) {
      const age = (time * 0.11 + puff / 9) % 1
      const across = x + size * (0.27 + age * age * 0.5 + Math.sin(age * 7 + time * 0.4) * 0.05)
      const colour = css(smoke, 0.3 * (1 - age) * Math.min(1, age * 6))
      fillCircle(context, colour, across, y - size * (0.92 + age * 1.15), size * (0.04 + age * 0.16))
    }
    const fill = (colour: string, left: number, top: number, width: number, height: number) => {
      context.fillStyle = colour
      context.fillRect(left, top, width, height)
    }
    context.translate(x, y + size * 0.05)
    context.scale(size, size)
    fill(shaded(0.3), 0.2, -0.95, 0.13, 0.4)
    fill(css(wood), -0.5, -0.46, 1, 0.46)
    for (let plank = 0; plank < 5; plank++) fill(shaded(0.35), -0.5, -0.4 + plank * 0.09, 1, 0.014)
    fillShape(context, css(roof), 'M-0.62 -0.43 L-0.4 -0.8 L0.4 -0.8 L0.62 -0.43')
    const flicker = 0.86 + 0.08 * Math.sin(time * 3.1) + 0.06 * Math.sin(time * 7.7)
    const pane = css(mix([70, 84, 96], [255, 202, 110], Math.min(1, dark + 0.25) * flicker))
    for (const left of [-0.38, 0.16]) fill(pane, left, -0.34, 0.2, 0.17)
    fill(shaded(0.6), -0.09, -0.33, 0.16, 0.33)
    context.globalCompositeOperation = 'screen'
    const glow = css([255, 180, 90], 0.42 * dark * flicker)
    for (const middle of [-0.28, 0.26]) fillGlow(context, middle, -0.25, 0.6, [0, glow], [1, css([255, 160, 70], 0)])
  })
}

const crowns: Record<Season, string> = { autumn: '#cf6a20', spring: '#f2b7cb', winter: '#cfdbe8', summer: '#3f7a3c' }

/** A single broad tree. */
export const createTree = (plan: Plan, { x, y, depth }: Standing): Layer => {
  const { unit, palette, light, reading } = plan
  const height = unit * 0.34
  const context = createSheet(height * 1.2, height * 1.15)
  const { canvas } = context
  const plain = landColour(palette, hex(crowns[reading.season]), 0)
  paintBroadleaf(context, {
    x: canvas.width / 2,
    y: canvas.height * 0.97,
    height,
    side: light.x < x ? -1 : 1,
    colours: { plain, lit: mix(plain, palette.glow, 0.22), dark: mix(plain, palette.shadow, 0.45), snow: null },
    random: plan.random.fork('tree'),
  })
  return atDepth(plan, depth, (target, time) => {
    target.translate(x, y + height * 0.03)
    target.transform(1, 0, Math.sin(time * 0.9) * 0.012 * reading.waves, 1, 0, 0)
    target.drawImage(canvas, -canvas.width / 2, -canvas.height * 0.97)
  })
}
