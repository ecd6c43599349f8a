import { hex, mix, type Rgb, saturate, turnHue } from '../colour.ts'
import type { Random } from '../random.ts'
import type { Reading, TimeOfDay } from './reading.ts'

/** The colours of a scene. */
export interface Palette {
  /** The sky, from straight above down to the horizon. */
  sky: readonly [Rgb, Rgb, Rgb, Rgb]
  /** The disc of the sun or the moon, and the air around it. */
  disc: Rgb
  glow: Rgb
  cloudLit: Rgb
  cloudShade: Rgb
  /** What distance fades to, and what unlit land is. */
  haze: Rgb
  shadow: Rgb
  water: Rgb
  /** How much land keeps of its own colour, 0 to 1. */
  daylight: number
  /** How bright the stars are, 0 to 1. */
  stars: number
}

/** The four colours of the sky, the seven others, the daylight and the stars, in the order of `Palette`. */
const palettes: Record<TimeOfDay | 'neon', string> = {
  dawn: '#4c6aa8 #9a97c8 #f2bfb4 #ffe6c0  #fff6d8 #ffc98e #ffdccb #9a8db4 #e6c4c0 #3b4466 #506a98  0.55 0.1',
  day: '#2a6cc4 #5a9de0 #a9d2f0 #e6f2f6  #fffdf0 #fff2c4 #ffffff #a3b8d0 #c6dcec #2f4a52 #1d6590  0.95 0',
  sunset: '#46305f #a1456c #f0704c #ffc65e  #fff4c4 #ff9c3e #ffa873 #6b3a63 #e2805c #21142e #4a2a4c  0.25 0.06',
  dusk: '#101f50 #33458e #8a74b0 #f0a594  #ffe4cc #f0a08c #a58fc0 #333a6c #74729f #10173a #1f2f62  0.2 0.45',
  night: '#040a22 #0a1a44 #1b356c #3f6298  #f6f6ff #8fb4ee #4f6a9c #14224a #2c4876 #050b1c #0a1a3c  0.14 1',
  neon: '#0b0524 #2b0d58 #8e1d8c #ff5a9c  #ffe27a #ff3fa8 #c650c6 #2c1156 #6a2488 #0a0420 #180a40  0.16 0.5',
}

const paletteOf = (time: TimeOfDay | 'neon'): Palette => {
  const words = palettes[time].split(/ +/)
  const colour = (index: number) => hex(words[index] ?? '#000000')
  return {
    sky: [colour(0), colour(1), colour(2), colour(3)],
    disc: colour(4),
    glow: colour(5),
    cloudLit: colour(6),
    cloudShade: colour(7),
    haze: colour(8),
    shadow: colour(9),
    water: colour(10),
    daylight: Number(words[11]),
    stars: Number(words[12]),
  }
}

/** The palette of a reading: its time of day, changed by weather, season and named colours, and a little by chance. */
export const choosePalette = (reading: Reading, random: Random): Palette => {
  let palette = paletteOf(reading.neon ? 'neon' : reading.time)
  if (reading.storm) palette = overcast(palette, 0.7, reading.time === 'night' ? 0.88 : 0.55)
  else if (reading.rain) palette = overcast(palette, 0.6, 0.8)
  else if (reading.snow || reading.fog) palette = overcast(palette, 0.5, 1.02)
  if (reading.season === 'winter') palette = { ...palette, daylight: Math.max(0.5, palette.daylight) }
  if (reading.season === 'autumn') palette = paint(palette, (colour) => mix(colour, [214, 120, 50], 0.12))
  if (reading.season === 'spring') palette = paint(palette, (colour) => mix(colour, [250, 190, 210], 0.1))
  for (const tint of reading.tints.slice(0, 2)) {
    palette = paint(palette, (colour) => mix(colour, scaled(tint, colour), 0.3))
  }
  const hue = random.between(-7, 7)
  return paint(palette, (colour) => saturate(turnHue(colour, hue), 1.04))
}

/** Changes every colour but that of the disc. */
const paint = (palette: Palette, change: (colour: Rgb) => Rgb): Palette => ({
  ...palette,
  sky: [change(palette.sky[0]), change(palette.sky[1]), change(palette.sky[2]), change(palette.sky[3])],
  glow: change(palette.glow),
  cloudLit: change(palette.cloudLit),
  cloudShade: change(palette.cloudShade),
  haze: change(palette.haze),
  shadow: change(palette.shadow),
  water: change(palette.water),
})

const overcast = (palette: Palette, grey: number, brightness: number): Palette => {
  const dull = (colour: Rgb): Rgb => {
    const flat = mix(colour, palette.haze, grey * 0.55)
    const [red, green, blue] = saturate(flat, 1 - grey * 0.6)
    return [red * brightness, green * brightness, Math.min(255, blue * brightness * 1.03)]
  }
  return { ...paint(palette, dull), stars: 0, daylight: palette.daylight * 0.8 }
}

/** A tint made as light as the colour that it goes over. */
const scaled = (tint: Rgb, like: Rgb): Rgb => {
  const brightness = (Math.max(...like) + 20) / Math.max(...tint)
  return [Math.min(255, tint[0] * brightness), Math.min(255, tint[1] * brightness), Math.min(255, tint[2] * brightness)]
}

/** For what is lighter than the land around it. */
export const brighter = (palette: Palette, by: number): Palette => ({ ...palette, daylight: Math.min(1, palette.daylight + by) })

/** The colour of land: its own as far as the light allows, fading to haze with distance (0 near, 1 far). */
export const landColour = (palette: Palette, own: Rgb, distance: number): Rgb => {
  const lit = mix(palette.shadow, mix(own, palette.glow, 0.12), palette.daylight)
  return mix(lit, palette.haze, distance)
}
