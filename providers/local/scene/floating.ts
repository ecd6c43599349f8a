import type { Canvas } from '@napi-rs/canvas'
import { css, hex, mix, type Rgb } from '../colour.ts'
import { wrap } from '../curve.ts'
import { createSheet, fillGlow, fillShape, verticalGradient, withStops } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import { brighter, landColour } from './palette.ts'
import type { Plan } from './plan.ts'

/** Hot-air balloons, one near and some far, that drift and bob; the farthest first. */
export const createBalloons = (plan: Plan): Layer[] => {
  const { width, unit, horizon, palette, light, reading } = plan
  const random = plan.random.fork('balloons')
  const dyes: [Rgb, ...Rgb[]] = [hex('#e4572e'), hex('#f3a712'), hex('#3d7ea6'), hex('#b23a6b'), hex('#4f9d69')]
  const from = light.x < width / 2 ? 0.62 : 0.36
  const balloons = [0.16, 0.085, 0.055].map((size, index) => {
    const far = index * 0.32
    const dye = landColour(brighter(palette, 0.35), reading.tints[index] ?? random.pick(dyes), far * 0.75)
    const canvas = paintBalloon(unit * size, dye, mix(dye, [255, 246, 228], 0.62), mix(palette.shadow, palette.haze, far))
    const x = width * (from + (index === 0 ? 0 : random.between(-0.36, 0.36)))
    const y = horizon * (index === 0 ? random.between(0.42, 0.5) : random.between(0.25, 0.7))
    const phase = random.between(0, 6.3)
    const drift = unit * random.between(0.008, 0.016) * random.pick([-1, 1])
    return atDepth(plan, 0.34 - far * 0.35, (context, time) => {
      context.translate(x + drift * time, y + Math.sin(time * 0.5 + phase) * unit * 0.008 - time * unit * 0.003)
      context.rotate(Math.sin(time * 0.6 + phase) * 0.02)
      context.drawImage(canvas, -canvas.width / 2, -canvas.height / 2)
    })
  })
  return balloons.toReversed()
}

const paintBalloon = (size: number, dye: Rgb, pale: Rgb, basket: Rgb): Canvas => {
  const context = createSheet(size * 1.1, size * 1.6)
  context.translate(context.canvas.width / 2, size * 0.53)
  context.scale(size, size)
  const envelope = (half: number) =>
    `M0 -0.5 Q${half} -0.5 ${half} -0.05 Q${half} 0.22 0.09 0.56 L-0.09 0.56 Q${-half} 0.22 ${-half} -0.05 Q${-half} -0.5 0 -0.5`
  for (const [stripe, half] of [0.5, 0.4, 0.27, 0.12].entries()) fillShape(context, css(stripe % 2 ? pale : dye), envelope(half))
  const shade = withStops(context.createLinearGradient(-0.5, -0.3, 0.5, 0.2), [
    [0, 'rgba(255,255,255,0.26)'],
    [0.5, 'rgba(0,0,0,0)'],
    [1, 'rgba(20,10,40,0.38)'],
  ])
  fillShape(context, shade, envelope(0.5))
  context.strokeStyle = css(basket)
  context.lineWidth = 0.012
  context.strokeRect(-0.065, 0.56, 0.13, 0.2)
  context.fillStyle = css(mix(basket, [110, 70, 40], 0.5))
  context.fillRect(-0.075, 0.74, 0.15, 0.12)
  return context.canvas
}

/** Paper lanterns that rise into the sky, each with a flame that flickers. */
export const createLanterns = (plan: Plan): Layer => {
  const { width, unit, horizon } = plan
  const random = plan.random.fork('lanterns')
  const lanterns = Array.from({ length: 30 }, () => {
    const near = random.next() ** 2
    return {
      x: random.between(-0.05, 1.05) * width,
      y: random.next(),
      near,
      size: unit * (0.006 + 0.022 * near),
      phase: random.between(0, 6.3),
    }
  }).sort((one, other) => one.near - other.near)
  const paper = 'M-0.55 -0.6 Q0 -1.25 0.55 -0.6 Q0.75 0.1 0.46 0.9 L-0.46 0.9 Q-0.75 0.1 -0.55 -0.6'
  return (context, { time, camera }) => {
    for (const { x, y, near, size, phase } of lanterns) {
      const span = horizon * 1.15
      const across = x + Math.sin(time * 0.4 + phase) * unit * 0.012 - camera.x * unit * (0.1 + 0.3 * near)
      const up = wrap(y * span - time * unit * (0.008 + 0.02 * near), span) - horizon * 0.08
      const flicker = 0.85 + 0.15 * Math.sin(time * 7 + phase * 5)
      context.save()
      context.translate(across, up)
      context.scale(size, size)
      context.globalCompositeOperation = 'lighter'
      fillGlow(context, 0, 0, 4, [0, css([255, 150, 50], 0.5 * flicker)], [1, css([255, 120, 30], 0)])
      context.globalCompositeOperation = 'source-over'
      fillShape(context, verticalGradient(context, -1, 1, [0, css([214, 92, 36])], [1, css([255, 226, 150], flicker)]), paper)
      context.restore()
    }
  }
}
