import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { css } from '../colour.ts'
import { atDepth, type Layer, type Plan } from './plan.ts'

/** The sun or the moon, with its bloom. In a covered sky only a bright place is left of it. */
export const createDisc = (plan: Plan): Layer => {
  const { unit, palette, reading, light } = plan
  const moon = (reading.time === 'night' || reading.things.has('moon')) && !reading.neon
  const radius = unit * (reading.neon ? 0.15 : moon ? 0.036 : reading.time === 'day' ? 0.034 : 0.062)
  const { strength } = light
  const disc = reading.neon ? stripedSun(radius, plan) : moon ? moonFace(radius, plan) : softDisc(radius, plan)
  return {
    paint: (context, { time, camera }) => {
      atDepth(context, plan, camera, 0.05, () => {
        const breath = 1 + 0.025 * Math.sin(time * 0.9)
        context.globalCompositeOperation = 'screen'
        const bloom = context.createRadialGradient(light.x, light.y, 0, light.x, light.y, radius * 5 * breath)
        bloom.addColorStop(0, css(palette.glow, 0.75 * strength))
        bloom.addColorStop(0.22, css(palette.glow, 0.42 * strength))
        bloom.addColorStop(0.5, css(palette.glow, 0.12 * strength))
        bloom.addColorStop(1, css(palette.glow, 0))
        context.fillStyle = bloom
        context.fillRect(light.x - radius * 6, light.y - radius * 6, radius * 12, radius * 12)
        context.globalCompositeOperation = 'source-over'
        context.globalAlpha = strength
        context.drawImage(disc, light.x - disc.width / 2, light.y - disc.height / 2)
      })
    },
  }
}

const softDisc = (radius: number, { palette }: Plan): Canvas => {
  const canvas = createCanvas(Math.ceil(radius * 3), Math.ceil(radius * 3))
  const context = canvas.getContext('2d')
  const middle = canvas.width / 2
  const gradient = context.createRadialGradient(middle, middle, radius * 0.6, middle, middle, radius * 1.15)
  gradient.addColorStop(0, css(palette.disc))
  gradient.addColorStop(0.55, css(palette.disc, 0.8))
  gradient.addColorStop(1, css(palette.disc, 0))
  context.fillStyle = gradient
  context.fillRect(0, 0, canvas.width, canvas.height)
  return canvas
}

const moonFace = (radius: number, plan: Plan): Canvas => {
  const canvas = createCanvas(Math.ceil(radius * 3), Math.ceil(radius * 3))
  const context = canvas.getContext('2d')
  const random = plan.random.fork('moon')
  const middle = canvas.width / 2
  context.fillStyle = css(plan.palette.disc)
  context.beginPath()
  context.arc(middle, middle, radius, 0, Math.PI * 2)
  context.fill()
  context.clip()
  for (let sea = 0; sea < 9; sea++) {
    const angle = random.between(0, 6.3)
    const distance = radius * random.between(0, 0.75)
    const size = radius * random.between(0.15, 0.42)
    const x = middle + Math.cos(angle) * distance
    const y = middle + Math.sin(angle) * distance
    const gradient = context.createRadialGradient(x, y, 0, x, y, size)
    gradient.addColorStop(0, css(plan.palette.sky[2], 0.32))
    gradient.addColorStop(1, css(plan.palette.sky[2], 0))
    context.fillStyle = gradient
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  return canvas
}

const stripedSun = (radius: number, { palette }: Plan): Canvas => {
  const canvas = createCanvas(Math.ceil(radius * 2.2), Math.ceil(radius * 2.2))
  const context = canvas.getContext('2d')
  const middle = canvas.width / 2
  const gradient = context.createLinearGradient(0, middle - radius, 0, middle + radius)
  gradient.addColorStop(0, css(palette.disc))
  gradient.addColorStop(1, css(palette.glow))
  context.fillStyle = gradient
  context.beginPath()
  context.arc(middle, middle, radius, 0, Math.PI * 2)
  context.fill()
  context.globalCompositeOperation = 'destination-out'
  for (let stripe = 0; stripe < 6; stripe++) {
    context.fillRect(0, middle + radius * (0.02 + stripe * 0.17), canvas.width, radius * (0.02 + stripe * 0.013))
  }
  return canvas
}
