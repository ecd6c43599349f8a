import { css, mix } from '../colour.ts'
import { fillGlow, withStops } from './brush.ts'
import { atDepth, type Layer, type Standing } from './layer.ts'
import type { Plan } from './plan.ts'
import { createGlows } from './weather.ts'

/** A campfire: logs, flames that lick upwards, the light they throw, and embers. */
export const createFire = (plan: Plan, { x, y, depth }: Standing): Layer[] => {
  const { unit, palette } = plan
  const random = plan.random.fork('fire')
  const size = unit * 0.15
  const tongues = Array.from({ length: 46 }, () => ({
    aside: random.between(-1, 1),
    rate: random.between(0.75, 1.5),
    phase: random.next(),
    wide: random.between(0.7, 1.2),
  }))
  const embers = { colour: [255, 140, 50], count: 16, rising: 0.09, top: y - unit * 0.5, size: 0.0022 } as const
  const flames = atDepth(plan, depth, (context, time) => {
    const flicker = 0.82 + 0.1 * Math.sin(time * 9.1) + 0.08 * Math.sin(time * 14.3 + 1)
    const light = (green: number, blue: number, alpha: number) => css([255, green, blue], alpha * flicker)
    context.globalCompositeOperation = 'screen'
    fillGlow(context, x, y - size * 0.3, size * 4.4, [0, light(150, 60, 0.62)], [0.3, light(110, 40, 0.26)], [1, light(90, 30, 0)])
    context.globalCompositeOperation = 'source-over'
    context.lineCap = 'round'
    context.lineWidth = size * 0.11
    context.strokeStyle = css(mix(palette.shadow, [92, 50, 28], 0.5))
    for (const [from, to] of [
      [-0.52, 0.3],
      [0.52, -0.3],
      [-0.28, 0.5],
    ] as const) {
      context.beginPath()
      context.moveTo(x + from * size, y + size * 0.06)
      context.lineTo(x + to * size, y - size * 0.1)
      context.stroke()
    }
    context.globalCompositeOperation = 'lighter'
    for (const { aside, rate, phase, wide } of tongues) {
      const age = (time * rate + phase) % 1
      const narrow = 1 - age
      const flameX = x + (aside * 0.27 * narrow + Math.sin(time * 5 + phase * 9 + age * 4) * 0.055 * age) * size
      const flameY = y - size * (0.02 + age * 1.08 * (1 - 0.35 * Math.abs(aside)))
      const radius = size * (0.05 + 0.19 * narrow) * wide
      const strength = Math.min(1, age * 7) * narrow ** 0.7
      context.fillStyle = withStops(context.createRadialGradient(flameX, flameY, 0, flameX, flameY, radius), [
        [0, css(mix([255, 214, 120], [230, 70, 20], age), 0.5 * strength)],
        [0.5, css(mix([255, 140, 40], [190, 40, 14], age), 0.26 * strength)],
        [1, css([160, 30, 8], 0)],
      ])
      context.beginPath()
      context.ellipse(flameX, flameY, radius * 0.75, radius * 1.15, 0, 0, Math.PI * 2)
      context.fill()
    }
  })
  return [flames, createGlows(plan, embers, random.fork('embers'))]
}
