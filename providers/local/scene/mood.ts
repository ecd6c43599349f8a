import { css, mix, type Rgb, saturate } from '../colour.ts'
import { wrap } from '../curve.ts'
import type { FrameSize } from '../frame-size.ts'
import type { Random } from '../random.ts'
import { createSheet, fillGlow } from './brush.ts'
import { createClouds } from './clouds.ts'
import type { Mood } from './language.ts'
import type { Layer } from './layer.ts'
import { type Plan, planScene } from './plan.ts'
import { readingOf, type TimeOfDay } from './reading.ts'
import { createSky, createStars } from './sky.ts'
import { createTitle } from './title.ts'
import type { Found } from './vocabulary.ts'

/** The light of a mood, and what it is tinted with. */
const lights: Record<Mood, [time: TimeOfDay, tint: string]> = {
  joy: ['dawn', '#ff8a5c'],
  calm: ['dawn', '#5fc4cc'],
  love: ['sunset', '#f2608e'],
  sad: ['dusk', '#46689a'],
  mystery: ['night', '#7c3fe0'],
  dread: ['night', '#a01c22'],
  epic: ['sunset', '#f5902a'],
}

/** A calm scene for a prompt that names nothing that can be drawn: the light of its mood, slow clouds, lights out of focus and its words. */
export const createMood = (prompt: string, { mood, tints }: Found, size: FrameSize, random: Random): Layer[] => {
  const [time, tint] = mood ? lights[mood] : (['dusk', null] as const)
  const colours = tints.length > 0 ? tints : tint ? [tint, tint] : []
  const placed = planScene(readingOf(new Set([time]), colours, random.fork('reading')), size, random)
  // All of the frame is sky.
  const { palette, light } = placed
  const soft = { ...palette, cloudShade: mix(palette.cloudShade, palette.cloudLit, 0.65) }
  const plan = { ...placed, palette: soft, horizon: size.height * 1.1, light: { ...light, y: size.height * 0.84, strength: 1 } }
  const title = createTitle(prompt, size)
  return [createSky(plan), createStars(plan), createClouds(plan), createBokeh(plan), ...(title ? [title] : [])]
}

/** Lights far out of focus, that rise slowly and come and go. */
const createBokeh = ({ width, height, unit, palette, random: own }: Plan): Layer => {
  const random = own.fork('bokeh')
  const warm: Rgb[] = [palette.glow, palette.sky[3], mix(palette.glow, [255, 246, 228], 0.5), palette.cloudLit]
  const sheets = warm.map((colour) => discOf(saturate(colour, 1.25), unit))
  const lights = Array.from({ length: 34 }, (_, index) => ({
    sheet: sheets[index % sheets.length] ?? sheets[0],
    x: random.next(),
    y: 1 - random.next() ** 1.5,
    size: unit * (0.02 + 0.11 * random.next() ** 2.2),
    rise: random.between(0.004, 0.014),
    phase: random.between(0, 6.3),
    speed: random.between(0.3, 0.9),
    strength: random.between(0.16, 0.42),
  }))
  return (context, { time, camera }) => {
    context.globalCompositeOperation = 'screen'
    for (const { sheet, x, y, size, rise, phase, speed, strength } of lights) {
      if (!sheet) continue
      const near = size / unit
      const radius = size * (1 + (camera.zoom - 1) * (0.6 + 4 * near))
      const left =
        wrap(x * 1.3 * width - camera.x * unit * (0.3 + 5 * near) + Math.sin(time * 0.3 + phase) * unit * 0.012, 1.3 * width) - 0.15 * width
      const top = wrap(y * 1.3 * height - time * rise * height - camera.y * unit * (0.3 + 5 * near), 1.3 * height) - 0.15 * height
      context.globalAlpha = strength * (0.62 + 0.38 * Math.sin(time * speed + phase))
      context.drawImage(sheet, left - radius, top - radius, radius * 2, radius * 2)
    }
  }
}

/** A disc as a lens draws a point: even, with a lighter rim. */
const discOf = (colour: Rgb, unit: number) => {
  const context = createSheet(unit * 0.26, unit * 0.26)
  const radius = context.canvas.width / 2
  fillGlow(context, radius, radius, radius, [0, css(colour, 0.5)], [0.8, css(colour, 0.62)], [0.9, css(colour, 0.95)], [1, css(colour, 0)])
  return context.canvas
}
