import { createCanvas } from '@napi-rs/canvas'
import { css, mix } from '../colour.ts'
import { atDepth, type Layer, type Plan } from './plan.ts'

/** The sky: its gradient, the glow of the light in it, and stars that twinkle. */
export const createSky = (plan: Plan): Layer => {
  const backdrop = paintBackdrop(plan)
  const stars = plan.palette.stars > 0 ? createStars(plan) : null
  return {
    paint: (context, moment) => {
      context.drawImage(backdrop, 0, 0)
      stars?.paint(context, moment)
    },
  }
}

const paintBackdrop = ({ width, height, unit, horizon, palette, light }: Plan) => {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  const gradient = context.createLinearGradient(0, -0.1 * unit, 0, horizon)
  gradient.addColorStop(0, css(palette.sky[0]))
  gradient.addColorStop(0.38, css(palette.sky[1]))
  gradient.addColorStop(0.76, css(palette.sky[2]))
  gradient.addColorStop(1, css(palette.sky[3]))
  context.fillStyle = gradient
  context.fillRect(0, 0, width, height)

  // The air around the light, wide along the horizon, as the eye sees it.
  context.globalCompositeOperation = 'screen'
  for (const [radius, strength] of [
    [1.25, 0.34],
    [0.55, 0.42],
  ] as const) {
    context.save()
    context.translate(light.x, light.y)
    context.scale(1.35, 1)
    const air = context.createRadialGradient(0, 0, 0, 0, 0, unit * radius)
    air.addColorStop(0, css(palette.glow, strength))
    air.addColorStop(0.35, css(palette.glow, strength * 0.4))
    air.addColorStop(1, css(palette.glow, 0))
    context.fillStyle = air
    context.fillRect(-width * 2, -height * 2, width * 4, height * 4)
    context.restore()
  }
  return canvas
}

const createStars = (plan: Plan): Layer => {
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
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, 0.03, () => {
        for (const { phase, speed, stars, colour } of groups) {
          context.fillStyle = css(colour, plan.palette.stars * (0.62 + 0.32 * Math.sin(time * speed + phase)))
          context.beginPath()
          for (const { x, y, radius } of stars) {
            context.moveTo(x + radius, y)
            context.arc(x, y, radius, 0, Math.PI * 2)
          }
          context.fill()
        }
      })
    },
  }
}
