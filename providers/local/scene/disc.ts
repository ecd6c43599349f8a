import type { Canvas } from '@napi-rs/canvas'
import { css } from '../colour.ts'
import { createSheet, fillCircle, fillGlow, verticalGradient, withStops } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** The sun or the moon, with its bloom. In a covered sky only a bright place is left of it. */
export const createDisc = (plan: Plan): Layer => {
  const { unit, palette, reading, light } = plan
  const { x, y, strength } = light
  const moon = (reading.time === 'night' || reading.things.has('moon')) && !reading.neon
  const radius = unit * (reading.neon ? 0.15 : moon ? 0.036 : reading.time === 'day' ? 0.034 : 0.062)
  const disc = reading.neon ? stripedSun(radius, plan) : moon ? moonFace(radius, plan) : softDisc(radius, plan)
  const bloom = (alpha: number) => css(palette.glow, alpha * strength)
  return atDepth(plan, 0.05, (context, time) => {
    const reach = radius * 5 * (1 + 0.025 * Math.sin(time * 0.9))
    context.globalCompositeOperation = 'screen'
    fillGlow(context, x, y, reach, [0, bloom(0.75)], [0.22, bloom(0.42)], [0.5, bloom(0.12)], [1, bloom(0)])
    context.globalCompositeOperation = 'source-over'
    context.globalAlpha = strength
    context.drawImage(disc, x - disc.width / 2, y - disc.height / 2)
  })
}

const softDisc = (radius: number, { palette: { disc } }: Plan): Canvas => {
  const context = createSheet(radius * 3, radius * 3)
  const middle = context.canvas.width / 2
  const edge = context.createRadialGradient(middle, middle, radius * 0.6, middle, middle, radius * 1.15)
  const colour = withStops(edge, [
    [0, css(disc)],
    [0.55, css(disc, 0.8)],
    [1, css(disc, 0)],
  ])
  fillCircle(context, colour, middle, middle, radius * 1.5)
  return context.canvas
}

const moonFace = (radius: number, plan: Plan): Canvas => {
  const context = createSheet(radius * 3, radius * 3)
  const random = plan.random.fork('moon')
  const middle = context.canvas.width / 2
  fillCircle(context, css(plan.palette.disc), middle, middle, radius)
  context.clip()
  for (let sea = 0; sea < 9; sea++) {
    const angle = random.between(0, 6.3)
    const distance = radius * random.between(0, 0.75)
    const size = radius * random.between(0.15, 0.42)
    const [x, y] = [middle + Math.cos(angle) * distance, middle + Math.sin(angle) * distance]
    fillGlow(context, x, y, size, [0, css(plan.palette.sky[2], 0.32)], [1, css(plan.palette.sky[2], 0)])
  }
  return context.canvas
}

const stripedSun = (radius: number, { palette }: Plan): Canvas => {
  const context = createSheet(radius * 2.2, radius * 2.2)
  const { width } = context.canvas
  const middle = width / 2
  const colours = verticalGradient(context, middle - radius, middle + radius, [0, css(palette.disc)], [1, css(palette.glow)])
  fillCircle(context, colours, middle, middle, radius)
  context.globalCompositeOperation = 'destination-out'
  for (let stripe = 0; stripe < 6; stripe++) {
    context.fillRect(0, middle + radius * (0.02 + stripe * 0.17), width, radius * (0.02 + stripe * 0.013))
  }
  return context.canvas
}
