import type { Canvas } from '@napi-rs/canvas'
import { css, hex, mix, type Rgb } from '../colour.ts'
import { createSheet, fillShape } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import { landColour } from './palette.ts'
import type { Plan } from './plan.ts'

/** A sailing boat on the water, with its reflection. */
export const createBoat = (plan: Plan): Layer => {
  const { width, height, unit, horizon, palette, light } = plan
  const random = plan.random.fork('boat')
  const size = unit * random.between(0.15, 0.19)
  const heading = random.pick([-1, 1])
  const place = {
    x: width * (light.x < width / 2 ? random.between(0.5, 0.68) : random.between(0.32, 0.5)),
    y: horizon + (height - horizon) * 0.26,
  }
  const sail = mix(landColour(palette, hex('#f4ead8'), 0.1), palette.glow, 0.3)
  const boat = paintBoat(size, heading, mix(palette.shadow, palette.haze, 0.14), sail)
  const strips = 26
  const stripe = boat.height / strips
  return atDepth(plan, 0.4, (context, time) => {
    const x = place.x + heading * unit * 0.012 * time
    const y = place.y + Math.sin(time * 1.1) * unit * 0.004 * plan.reading.waves
    const left = x - boat.width / 2
    context.globalAlpha = 0.42
    for (let strip = 0; strip < strips; strip++) {
      const sway = Math.sin(time * 2.4 + strip * 0.75) * unit * 0.0028 * (1 + strip * 0.13)
      const from = boat.height - (strip + 1) * stripe
      context.drawImage(boat, 0, from, boat.width, stripe, left + sway, y + strip * stripe * 0.62, boat.width, stripe * 0.66)
    }
    context.globalAlpha = 1
    context.translate(x, y)
    context.rotate(Math.sin(time * 0.9 + 1) * 0.028 * plan.reading.waves)
    context.drawImage(boat, -boat.width / 2, -boat.height + size * 0.02)
  })
}

const paintBoat = (size: number, heading: number, hull: Rgb, sail: Rgb): Canvas => {
  const context = createSheet(size * 1.1, size * 1.25)
  const { canvas } = context
  context.translate(canvas.width / 2, canvas.height)
  context.scale(heading * size, size)
  fillShape(context, css(sail), 'M-0.02 -0.2 Q-0.16 -0.8 -0.02 -1.18 L-0.4 -0.24 L-0.02 -0.2')
  fillShape(context, css(mix(sail, hull, 0.25)), 'M0.03 -0.22 L0.03 -1.02 Q0.26 -0.62 0.38 -0.24 L0.03 -0.22')
  context.fillStyle = css(hull)
  context.fillRect(-0.012, -1.2, 0.022, 1.1)
  fillShape(context, css(hull), 'M-0.46 -0.16 L0.5 -0.18 Q0.46 -0.04 0.34 0 L-0.36 0 Q-0.44 -0.06 -0.46 -0.16')
  return canvas
}
