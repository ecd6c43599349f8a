import type { SKRSContext2D } from '@napi-rs/canvas'
import { css, mix } from '../colour.ts'
import { fillShape } from './brush.ts'
import { atDepth, type Layer, type Standing } from './layer.ts'
import type { Plan } from './plan.ts'

/** A person who stands and looks into the distance; the coat moves in the wind. */
export const createPerson = (plan: Plan, standing: Standing): Layer =>
  createFigure(plan, standing, plan.unit * 0.14, (context, colour, time) => {
    const wind = Math.sin(time * 1.6) * 0.018 + Math.sin(time * 2.9) * 0.009
    const legs = 'M-0.085 -0.42 L-0.075 0 L-0.02 0 L-0.004 -0.36 L0.012 0 L0.068 0 L0.08 -0.42 L-0.085 -0.42'
    const left = `M-0.045 -0.845 Q-0.11 -0.84 -0.125 -0.78 Q-0.165 -0.62 -0.15 -0.5 Q-0.14 -0.4 ${-0.13 + wind} -0.3`
    const right = `Q0 -0.27 ${0.13 + wind * 2} -0.29 Q0.14 -0.4 0.15 -0.5 Q0.165 -0.62 0.125 -0.78 Q0.11 -0.84 0.045 -0.845`
    fillShape(context, colour, legs)
    fillShape(context, colour, `${left} ${right} L-0.045 -0.845`)
    fillOval(context, -0.925, 0.062, 0.075)
    context.fillRect(-0.026, -0.87, 0.052, 0.05)
  })

/** A cat that sits and watches; the tail swings and an ear twitches. */
export const createCat = (plan: Plan, standing: Standing): Layer =>
  createFigure(plan, standing, plan.unit * 0.125, (context, colour, time) => {
    const swing = Math.sin(time * 1.4) * 0.1
    const twitch = Math.max(0, Math.sin(time * 2.3) - 0.93) * 0.5
    context.lineWidth = 0.085
    context.lineCap = 'round'
    context.beginPath()
    context.moveTo(0.2, -0.06)
    context.bezierCurveTo(0.46, -0.02, 0.52, -0.2 - swing * 0.4, 0.44 + swing, -0.42)
    context.stroke()
    const back = 'M-0.17 0 Q-0.2 -0.16 -0.15 -0.3 Q-0.16 -0.44 -0.12 -0.55 Q0 -0.6 0.12 -0.55'
    fillShape(context, colour, `${back} Q0.17 -0.46 0.19 -0.3 Q0.3 -0.2 0.27 0 Q0.05 0.02 -0.17 0`)
    fillOval(context, -0.68, 0.165, 0.145)
    fillShape(context, colour, `M-0.155 -0.7 Q-0.165 -0.83 ${-0.145 - twitch} -0.93 L-0.02 -0.8 L-0.155 -0.7`)
    fillShape(context, colour, 'M0.155 -0.7 Q0.165 -0.83 0.145 -0.93 L0.02 -0.8 L0.155 -0.7')
  })

const fillOval = (context: SKRSContext2D, y: number, halfWidth: number, halfHeight: number): void => {
  context.beginPath()
  context.ellipse(0, y, halfWidth, halfHeight, 0, 0, Math.PI * 2)
  context.fill()
}

type Draw = (context: SKRSContext2D, colour: string, time: number) => void

/** Stands a dark figure against the light, with a rim of it. `draw` fills with feet at 0 and a height of about 1. */
const createFigure = (plan: Plan, { x, y, depth }: Standing, size: number, draw: Draw): Layer => {
  const { palette, light } = plan
  const side = light.x < x ? -1 : 1
  return atDepth(plan, depth, (context, time) => {
    for (const [mixed, shift] of [
      [mix(palette.shadow, palette.glow, 0.72), 0.014],
      [mix(palette.shadow, [14, 12, 20], 0.35), 0],
    ] as const) {
      const colour = css(mixed)
      context.save()
      context.translate(x + side * shift * size, y + size * 0.03)
      context.scale(size, size)
      context.strokeStyle = colour
      draw(context, colour, time)
      context.restore()
    }
  })
}
