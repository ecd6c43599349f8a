import { css, hex, mix } from '../colour.ts'
import { createNoise, fractal } from '../noise.ts'
import { verticalGradient } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import { brighter, landColour } from './palette.ts'
import type { Plan } from './plan.ts'
import { terrainMargin } from './terrain.ts'

/** Sand before the camera, with waves that run up it and leave foam. */
export const createBeach = (plan: Plan): Layer => {
  const { width, height, unit, horizon, palette } = plan
  const random = plan.random.fork('beach')
  const noise = createNoise(random)
  const tilt = random.pick([-1, 1]) * random.between(0.04, 0.1)
  const shore = horizon + (height - horizon) * 0.74
  // Sand is light: it shows even in the evening.
  const bright = brighter(palette, 0.32)
  const dry = landColour(bright, hex('#e6c99a'), 0)
  const wet = mix(landColour(bright, hex('#a98a66'), 0), palette.sky[2], 0.3)
  const foam = mix([255, 255, 255], palette.glow, 0.14)
  const beyond = unit * terrainMargin
  const edge = (x: number, run: number) =>
    shore + ((x - width / 2) / unit) * tilt * unit + fractal(noise, (x / unit) * 2.2, run * 0.5, 3) * unit * 0.05 + run * unit * 0.05

  return atDepth(plan, 0.75, (context, time) => {
    const line = (run: number, shift: number) => {
      context.beginPath()
      for (let x = -beyond; x <= width + beyond; x += unit * 0.012) context.lineTo(x, edge(x, run) + shift * unit)
    }
    const sand = (run: number, shift: number, colour: string | CanvasGradient) => {
      line(run, shift)
      context.lineTo(width + beyond, height + beyond)
      context.lineTo(-beyond, height + beyond)
      context.fillStyle = colour
      context.fill()
    }
    const run = Math.sin(time * 0.75)
    sand(run * 0.6, 0, css(wet, 0.62))
    const [middle, low] = [css(dry), css(mix(dry, palette.shadow, 0.22))]
    sand(1, 0.03, verticalGradient(context, shore, height + unit * 0.05, [0, css(mix(dry, wet, 0.5))], [0.5, middle], [1, low]))
    context.lineJoin = 'round'
    for (const [shift, thickness, alpha] of [
      [0, 0.014, 0.3],
      [-0.003, 0.006, 0.75],
      [-0.03, 0.004, 0.3],
    ] as const) {
      line(run * 0.6 - (shift < -0.01 ? 0.5 : 0), shift)
      context.lineWidth = unit * thickness
      context.strokeStyle = css(foam, alpha * (0.7 + 0.3 * Math.cos(time * 0.75)))
      context.stroke()
    }
  })
}
