import { css, mix } from '../colour.ts'
import { atDepth, type Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** A flock that crosses the sky, each bird with a beat of its own. */
export const createBirds = (plan: Plan): Layer => {
  const { width, unit, horizon, palette } = plan
  const random = plan.random.fork('birds')
  const heading = random.pick([-1, 1])
  const speed = unit * random.between(0.035, 0.06)
  const start = { x: width * (heading > 0 ? random.between(0.08, 0.4) : random.between(0.6, 0.92)), y: horizon * random.between(0.25, 0.6) }
  const birds = Array.from({ length: 7 + random.index(6) }, (_, index) => ({
    x: -heading * (index % 2 ? 1 : -0.55) * Math.ceil(index / 2) * unit * 0.03 + random.between(-0.012, 0.012) * unit,
    y: Math.ceil(index / 2) * unit * 0.017 + random.between(-0.012, 0.012) * unit,
    span: unit * random.between(0.009, 0.015),
    beat: random.between(5, 7.5),
    phase: random.between(0, 6.3),
  }))
  return atDepth(plan, 0.12, (context, time) => {
    context.strokeStyle = css(mix(palette.shadow, palette.sky[1], 0.12), 0.9)
    context.lineCap = 'round'
    context.lineJoin = 'round'
    for (const { x, y, span, beat, phase } of birds) {
      const glide = Math.max(0, Math.sin(time * 0.6 + phase))
      const wing = Math.sin(time * beat + phase) * (1 - glide * 0.7)
      const middleX = start.x + heading * speed * time + x
      const middleY = start.y + y + Math.sin(time * 0.7 + phase) * unit * 0.006 - wing * span * 0.12
      const [tip, bend] = [middleY - wing * span * 0.62, middleY - span * 0.3 - wing * span * 0.18]
      context.lineWidth = span * 0.17
      context.beginPath()
      context.moveTo(middleX - span, tip)
      context.quadraticCurveTo(middleX - span * 0.42, bend, middleX, middleY)
      context.quadraticCurveTo(middleX + span * 0.42, bend, middleX + span, tip)
      context.stroke()
    }
  })
}
