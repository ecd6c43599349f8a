import { css, hex, mix, type Rgb } from '../colour.ts'
import { clamp, smoothstep, wrap } from '../curve.ts'
import { createNoiseTile } from '../noise.ts'
import { createRaster, fillCircle } from './brush.ts'
import type { Layer } from './layer.ts'
import type { Plan } from './plan.ts'

/** Space: a nebula, stars in three depths, and a planet where the prompt has one. */
export const createSpace = (plan: Plan): Layer[] => {
  const layers = [createNebula(plan), createStarfield(plan)]
  if (plan.reading.things.has('planet') || plan.random.fork('planet').chance(0.5)) layers.push(createPlanet(plan))
  return layers
}

const createNebula = ({ width, height, unit, reading, random: own }: Plan): Layer => {
  const random = own.fork('nebula')
  const noise = createNoiseTile(random, 6)
  const coarse = 3
  const columns = Math.ceil((width * 1.2) / coarse)
  const rows = Math.ceil((height * 1.2) / coarse)
  const { pixels, show } = createRaster(columns, rows)
  const first: Rgb = reading.tints[0] ?? random.pick([hex('#3a4fd0'), hex('#7a2fb8'), hex('#1f7fa8')])
  const second: Rgb = reading.tints[1] ?? random.pick([hex('#e0457a'), hex('#f08a4a'), hex('#3fd0c0')])
  let at = 0
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 4) {
      const x = (column * coarse) / unit
      const y = (row * coarse) / unit
      const bendX = noise(x * 0.8, y * 0.8) * 1.3
      const bendY = noise(x * 0.8 + 4, y * 0.8 + 2) * 1.3
      const cloud = smoothstep(-0.22, 0.62, noise(x * 1.5 + bendX, y * 1.5 + bendY))
      const core = smoothstep(0.06, 0.6, noise(x * 2.2 + bendY + 3, y * 2.2 - bendX))
      const dust = smoothstep(0.1, 0.5, noise(x * 3.1 - bendX, y * 3.1 + 5))
      for (let channel = 0; channel < 3; channel++) {
        const base = [6, 7, 20][channel] ?? 0
        const glow = (first[channel] ?? 0) * cloud * 0.62 + (second[channel] ?? 0) * core * 0.72 + 200 * core * core * 0.4
        pixels[at + channel] = base + glow * (1 - dust * 0.66)
      }
      pixels[at + 3] = 255
    }
  }
  const nebula = show()
  return (context, { time, camera }) => {
    const grow = 1 + (camera.zoom - 1) * 0.4
    const shift = -width * 0.1 - camera.x * unit * 0.12 + Math.sin(time * 0.1) * unit * 0.012
    context.translate(width / 2, height / 2)
    context.scale(grow, grow)
    context.translate(-width / 2, -height / 2)
    context.drawImage(nebula, shift, -height * 0.1 - camera.y * unit * 0.12, width * 1.2, height * 1.2)
  }
}

const createStarfield = ({ width, height, unit, random: own }: Plan): Layer => {
  const random = own.fork('starfield')
  const stars = Array.from({ length: 560 }, () => ({
    x: random.between(-0.6, 0.6),
    y: random.between(-0.6, 0.6),
    far: random.between(0.12, 1),
    size: random.next() ** 7,
    phase: random.between(0, 6.3),
    colour: mix([190, 212, 255], [255, 226, 196], random.next()),
  }))
  return (context, { time, camera }) => {
    for (const { x, y, far, size, phase, colour } of stars) {
      // The stars come slowly nearer, as if the camera travelled.
      const away = wrap(far - time * 0.008 - (camera.zoom - 1) * 0.5, 0.88) + 0.12
      const screenX = width / 2 + (x * width * 0.75) / away - (camera.x * unit * 0.25) / away
      const screenY = height / 2 + (y * height * 0.75) / away - (camera.y * unit * 0.25) / away
      const radius = unit * (0.0011 + 0.0034 * size) * (0.5 + 0.5 / (0.3 + away))
      const bright = (0.55 + 0.35 * Math.sin(time * 1.6 + phase)) * smoothstep(1, 0.8, away)
      fillCircle(context, css(colour, bright), screenX, screenY, radius)
    }
  }
}

/** A turning globe, lit from the upper left, half of them with rings. */
const createPlanet = ({ width, height, unit, reading, random: own }: Plan): Layer => {
  const random = own.fork('world')
  const noise = createNoiseTile(random, 5)
  const radius = Math.round(unit * random.between(0.17, 0.23))
  const ringed = random.chance(0.6)
  const [pale, dark] = random.pick<[Rgb, Rgb]>([
    [hex('#f2cf9a'), hex('#8a4a2c')],
    [hex('#a9d6e8'), hex('#2b4f86')],
    [hex('#f0a878'), hex('#7a2f3c')],
    [hex('#c9b8f0'), hex('#4a3a86')],
  ])
  const light: Rgb = reading.tints[0] ?? pale
  const place = { x: width * random.pick([0.3, 0.7]), y: height * random.between(0.42, 0.55) }
  const { pixels, show } = createRaster(radius * 2, radius * 2)
  const banded = random.chance(0.6)
  const axis = random.between(-0.4, 0.4)

  const paintGlobe = (time: number) => {
    for (let row = 0; row < radius * 2; row++) {
      for (let column = 0; column < radius * 2; column++) {
        const x = (column - radius + 0.5) / radius
        const y = (row - radius + 0.5) / radius
        const flat = x * x + y * y
        if (flat > 1.03) continue
        const z = Math.sqrt(Math.max(0, 1 - flat))
        const around = Math.atan2(x, z) * 1.1 + time * 0.06
        const band = banded ? noise(around * 0.4, y * 3.4 + noise(around, y * 2) * 0.4) : noise(around * 1.1, y * 1.4) * 1.25
        const lit = Math.max(0.02, -x * 0.62 - y * 0.42 + z * 0.66)
        const rim = (1 - z) ** 3 * Math.max(0, -x * 0.7 - y * 0.5 + 0.4)
        const ground = mix(dark, light, clamp(0.5 + band * 1.3))
        const at = (row * radius * 2 + column) * 4
        for (let channel = 0; channel < 3; channel++) pixels[at + channel] = (ground[channel] ?? 0) * lit * 1.12 + 190 * rim
        pixels[at + 3] = 255 * clamp((1 - Math.sqrt(flat)) * radius + 0.5)
      }
    }
  }

  return (context, { time, camera }) => {
    paintGlobe(time)
    const grow = 1 + (camera.zoom - 1) * 1.2
    context.translate(place.x - camera.x * unit * 0.6, place.y - camera.y * unit * 0.6)
    context.scale(grow, grow)
    /** The half of the rings that begins at `top`: before or behind the globe. */
    const rings = (top: number) => {
      context.save()
      context.rotate(axis)
      context.beginPath()
      context.rect(-radius * 3, top, radius * 6, radius * 3)
      context.clip()
      for (const [size, alpha, thick] of [
        [1.55, 0.5, 0.16],
        [1.83, 0.34, 0.1],
        [2.04, 0.22, 0.05],
      ] as const) {
        context.strokeStyle = css(mix(light, [255, 244, 226], 0.4), alpha)
        context.lineWidth = radius * thick
        context.beginPath()
        context.ellipse(0, 0, radius * size, radius * size * 0.27, 0, 0, Math.PI * 2)
        context.stroke()
      }
      context.restore()
    }
    if (ringed) rings(-radius * 3)
    context.drawImage(show(), -radius, -radius)
    if (ringed) rings(0)
  }
}
