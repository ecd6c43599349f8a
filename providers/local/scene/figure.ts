import type { SKRSContext2D } from '@napi-rs/canvas'
import { css, mix } from '../colour.ts'
import type { Standing } from './landmark.ts'
import { fillShape } from './path.ts'
import { atDepth, type Layer, type Plan } from './plan.ts'

/** A person who stands and looks into the distance; the coat moves in the wind. */
export const createPerson = (plan: Plan, standing: Standing): Layer =>
  createFigure(plan, standing, plan.unit * 0.14, (context, time) => {
    const wind = Math.sin(time * 1.6) * 0.018 + Math.sin(time * 2.9) * 0.009
    fillShape(context, [
      [-0.085, -0.42],
      [-0.075, 0],
      [-0.02, 0],
      [-0.004, -0.36],
      [0.012, 0],
      [0.068, 0],
      [0.08, -0.42],
    ])
    fillShape(
      context,
      [
        [-0.045, -0.845],
        [-0.125, -0.78],
        [-0.15, -0.5],
        [-0.13 + wind, -0.3],
        [0.13 + wind * 2, -0.29],
        [0.15, -0.5],
        [0.125, -0.78],
        [0.045, -0.845],
      ],
      [
        [-0.11, -0.84],
        [-0.165, -0.62],
        [-0.14, -0.4],
        [0, -0.27],
        [0.14, -0.4],
        [0.165, -0.62],
        [0.11, -0.84],
      ],
    )
    context.beginPath()
    context.ellipse(0, -0.925, 0.062, 0.075, 0, 0, Math.PI * 2)
    context.fill()
    context.fillRect(-0.026, -0.87, 0.052, 0.05)
  })

/** A cat that sits and watches; the tail swings and an ear twitches. */
export const createCat = (plan: Plan, standing: Standing): Layer =>
  createFigure(plan, standing, plan.unit * 0.125, (context, time) => {
    const swing = Math.sin(time * 1.4) * 0.1
    const twitch = Math.max(0, Math.sin(time * 2.3) - 0.93) * 0.5
    context.lineWidth = 0.085
    context.lineCap = 'round'
    context.beginPath()
    context.moveTo(0.2, -0.06)
    context.bezierCurveTo(0.46, -0.02, 0.52, -0.2 - swing * 0.4, 0.44 + swing, -0.42)
    context.stroke()
    fillShape(
      context,
      [
        [-0.17, 0],
        [-0.15, -0.3],
        [-0.12, -0.55],
        [0.12, -0.55],
        [0.19, -0.3],
        [0.27, 0],
      ],
      [
        [-0.2, -0.16],
        [-0.16, -0.44],
        [0, -0.6],
        [0.17, -0.46],
        [0.3, -0.2],
        [0.05, 0.02],
      ],
    )
    context.beginPath()
    context.ellipse(0, -0.68, 0.165, 0.145, 0, 0, Math.PI * 2)
    context.fill()
    fillShape(
      context,
      [
        [-0.155, -0.7],
        [-0.145 - twitch, -0.93],
        [-0.02, -0.8],
      ],
      [[-0.165, -0.83], null, null],
    )
    fillShape(
      context,
      [
        [0.155, -0.7],
        [0.145, -0.93],
        [0.02, -0.8],
      ],
      [[0.165, -0.83], null, null],
    )
  })

/** Stands a dark figure against the light, with a rim of it. `draw` fills with feet at 0 and a height of about 1. */
const createFigure = (plan: Plan, { x, y, depth }: Standing, size: number, draw: (context: SKRSContext2D, time: number) => void): Layer => {
  const { palette, light } = plan
  const side = light.x < x ? -1 : 1
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, depth, () => {
        for (const [colour, shift] of [
          [mix(palette.shadow, palette.glow, 0.72), 0.014],
          [mix(palette.shadow, [14, 12, 20], 0.35), 0],
        ] as const) {
          context.save()
          context.translate(x + side * shift * size, y + size * 0.03)
          context.scale(size, size)
          context.fillStyle = css(colour)
          context.strokeStyle = css(colour)
          draw(context, time)
          context.restore()
        }
      })
    },
  }
}
