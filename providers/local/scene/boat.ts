import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { css, hex, mix, type Rgb } from '../colour.ts'
import { landColour } from './palette.ts'
import { fillShape } from './path.ts'
import { atDepth, type Layer, type Plan } from './plan.ts'

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
  const boat = paintBoat(
    size,
    heading,
    mix(palette.shadow, palette.haze, 0.14),
    mix(landColour(palette, hex('#f4ead8'), 0.1), palette.glow, 0.3),
  )
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, 0.4, () => {
        const x = place.x + heading * unit * 0.012 * time
        const y = place.y + Math.sin(time * 1.1) * unit * 0.004 * plan.reading.waves
        const tilt = Math.sin(time * 0.9 + 1) * 0.028 * plan.reading.waves
        const strips = 26
        const stripe = boat.height / strips
        context.globalAlpha = 0.42
        for (let strip = 0; strip < strips; strip++) {
          const sway = Math.sin(time * 2.4 + strip * 0.75) * unit * 0.0028 * (1 + strip * 0.13)
          context.drawImage(
            boat,
            0,
            boat.height - (strip + 1) * stripe,
            boat.width,
            stripe,
            x - boat.width / 2 + sway,
            y + strip * stripe * 0.62,
            boat.width,
            stripe * 0.66,
          )
        }
        context.globalAlpha = 1
        context.translate(x, y)
        context.rotate(tilt)
        context.drawImage(boat, -boat.width / 2, -boat.height + size * 0.02)
      })
    },
  }
}

const paintBoat = (size: number, heading: number, hull: Rgb, sail: Rgb): Canvas => {
  const canvas = createCanvas(Math.ceil(size * 1.1), Math.ceil(size * 1.25))
  const context = canvas.getContext('2d')
  context.translate(canvas.width / 2, canvas.height)
  context.scale(heading * size, size)
  context.fillStyle = css(sail)
  fillShape(
    context,
    [
      [-0.02, -0.2],
      [-0.02, -1.18],
      [-0.4, -0.24],
    ],
    [[-0.16, -0.8], null, null],
  )
  context.fillStyle = css(mix(sail, hull, 0.25))
  fillShape(
    context,
    [
      [0.03, -0.22],
      [0.03, -1.02],
      [0.38, -0.24],
    ],
    [null, [0.26, -0.62], null],
  )
  context.fillStyle = css(hull)
  context.fillRect(-0.012, -1.2, 0.022, 1.1)
  fillShape(
    context,
    [
      [-0.46, -0.16],
      [0.5, -0.18],
      [0.34, 0],
      [-0.36, 0],
    ],
    [null, [0.46, -0.04], null, [-0.44, -0.06]],
  )
  return canvas
}
