import { css, mix } from '../colour.ts'
import { addCircle, createSheet, fillGlow, verticalGradient } from './brush.ts'
import { atDepth, type Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** The sky: its gradient, and the glow of the light in it. */
export const createSky = ({ width, height, unit, horizon, palette, light }: Plan): Layer => {
  const sheet = createSheet(width, height)
  const { sky } = palette
  const [high, low] = [-0.1 * unit, horizon]
  sheet.fillStyle = verticalGradient(sheet, high, low, [0, css(sky[0])], [0.38, css(sky[1])], [0.76, css(sky[2])], [1, css(sky[3])])
  sheet.fillRect(0, 0, width, height)

  // The air around the light, wide along the horizon, as the eye sees it.
  sheet.globalCompositeOperation = 'screen'
  sheet.translate(light.x, light.y)
  sheet.scale(1.35, 1)
  const air = (alpha: number) => css(palette.glow, alpha)
  fillGlow(sheet, 0, 0, unit * 1.25, [0, air(0.34)], [0.35, air(0.34 * 0.4)], [1, air(0)])
  fillGlow(sheet, 0, 0, unit * 0.55, [0, air(0.42)], [0.35, air(0.42 * 0.4)], [1, air(0)])
  return (context) => context.drawImage(sheet.canvas, 0, 0)
}

/** Stars that twinkle, in groups. */
export const createStars = (plan: Plan): Layer => {
  const random = plan.random.fork('stars')
  const groups = Array.from({ length: 6 }, (_, group) => ({
    phase: random.between(0, 6.3),
    speed: random.between(0.7, 1.9),
    stars: Array.from({ length: 46 }, () => {
      const size = random.next() ** 5
      return {
        x: random.between(-0.1, 1.1) * plan.width,
        y: random.next() ** 1.25 * plan.horizon,
        radius: plan.unit * (0.0008 + 0.0021 * size),
      }
    }),
    colour: mix([200, 215, 255], [255, 236, 210], group / 5),
  }))
  return atDepth(plan, 0.03, (context, time) => {
    for (const { phase, speed, stars, colour } of groups) {
      context.fillStyle = css(colour, plan.palette.stars * (0.62 + 0.32 * Math.sin(time * speed + phase)))
      context.beginPath()
      for (const { x, y, radius } of stars) addCircle(context, x, y, radius)
      context.fill()
    }
  })
}
