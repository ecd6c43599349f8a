import type { FrameSize } from '../frame-size.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'
import { createBlur, edges, lumaOf } from './planes.ts'

export type StyleName = 'sketch' | 'pixel' | 'poster' | 'watercolour'

/** Makes a function that redraws one RGBA frame in place in a style. */
export const createStyle = (name: StyleName, size: FrameSize, random: Random): ((rgba: Uint8ClampedArray) => void) => {
  const make = { sketch: createSketch, pixel: createPixels, poster: createPoster, watercolour: createWatercolour }
  return make[name](size, random)
}

/** Pencil on paper: lines where the light changes, hatching where it is dark. */
const createSketch = (size: FrameSize, random: Random) => {
  const { width, height } = size
  const side = Math.min(width, height)
  const luma = new Float32Array(width * height)
  const soft = new Float32Array(width * height)
  const paper = paperOf(size, random, 10)
  const blur = createBlur(size, Math.max(2, Math.round(side / 70)), 2)
  const gap = Math.max(4, Math.round(side / 80))
  return (rgba: Uint8ClampedArray) => {
    lumaOf(rgba, luma)
    soft.set(luma)
    blur(soft)
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const around = soft[pixel] ?? 0
      // What is darker than its surroundings becomes a line.
      const line = Math.min(1, ((luma[pixel] ?? 0) + 6) / (around + 6))
      let tone = 255 * line ** 2.6
      const x = pixel % width
      const y = (pixel / width) | 0
      if (around < 120 && (x + y) % gap === 0) tone -= (120 - around) * 0.75
      if (around < 62 && (x - y + height * gap) % gap === 0) tone -= (62 - around) * 1.1
      const value = tone * (0.93 + 0.07 * (around / 255)) + (paper[pixel] ?? 0)
      rgba.set([value - 3, value - 6, value - 14], pixel * 4)
    }
  }
}

/** Large square pixels of few colours. */
const createPixels = ({ width, height }: FrameSize) => {
  const block = Math.max(3, Math.round(Math.min(width, height) / 72))
  const step = 36
  const dither = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5]
  return (rgba: Uint8ClampedArray) => {
    for (let top = 0; top < height; top += block) {
      for (let left = 0; left < width; left += block) {
        const right = Math.min(width, left + block)
        const bottom = Math.min(height, top + block)
        const threshold = ((dither[((top / block) & 3) * 4 + ((left / block) & 3)] ?? 0) / 16 - 0.5) * step * 0.6
        for (let channel = 0; channel < 3; channel++) {
          let sum = 0
          for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += rgba[(y * width + x) * 4 + channel] ?? 0
          const mean = sum / ((right - left) * (bottom - top))
          const value = Math.round((mean + threshold) / step) * step
          for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) rgba[(y * width + x) * 4 + channel] = value
        }
      }
    }
  }
}

/** Flat areas of few tones inside dark outlines. */
const createPoster = (size: FrameSize) => {
  const luma = new Float32Array(size.width * size.height)
  const lines = new Float32Array(luma.length)
  const levels = 5
  const blur = createBlur(size, Math.max(1, Math.round(Math.min(size.width, size.height) / 240)), 1)
  const colours = createBlurredColours(size, blur)
  return (rgba: Uint8ClampedArray) => {
    const planes = colours(rgba)
    lumaOf(rgba, luma)
    blur(luma)
    edges(luma, size, lines)
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const light = luma[pixel] ?? 0
      const flat = ((Math.round((light / 255) * levels) / levels) * 255 + 12) / (light + 12)
      const outline = 1 - Math.min(0.92, Math.max(0, ((lines[pixel] ?? 0) - 26) / 60))
      for (const [channel, plane] of planes.entries()) {
        const loud = light + ((plane[pixel] ?? 0) - light) * 1.4
        rgba[pixel * 4 + channel] = loud * flat * outline
      }
    }
  }
}

/** Soft washes of colour with darker rims on rough paper. */
const createWatercolour = (size: FrameSize, random: Random) => {
  const lights = new Float32Array(size.width * size.height)
  const washes = new Float32Array(lights.length)
  const rims = new Float32Array(lights.length)
  const paper = paperOf(size, random, 26)
  const radius = Math.max(2, Math.round(Math.min(size.width, size.height) / 110))
  const colours = createBlurredColours(size, createBlur(size, radius, 2))
  return (rgba: Uint8ClampedArray) => {
    const planes = colours(rgba)
    const [red, green, blue] = planes
    for (let pixel = 0; pixel < lights.length; pixel++) {
      const light = (red?.[pixel] ?? 0) * 0.299 + (green?.[pixel] ?? 0) * 0.587 + (blue?.[pixel] ?? 0) * 0.114
      // Washes: the tone goes in steps, but softly.
      const step = light / 36
      const part = step - Math.floor(step)
      washes[pixel] = (Math.floor(step) + part * part * part * (part * (part * 6 - 15) + 10)) * 36
      lights[pixel] = light
    }
    edges(washes, size, rims)
    for (let pixel = 0; pixel < lights.length; pixel++) {
      const light = lights[pixel] ?? 0
      const wash = ((washes[pixel] ?? 0) + 20) / (light + 20)
      const rim = 1 - Math.min(0.4, (rims[pixel] ?? 0) / 190)
      for (const [channel, plane] of planes.entries()) {
        const clear = (light + ((plane[pixel] ?? 0) - light) * 1.35) * wash * rim
        rgba[pixel * 4 + channel] = 28 + clear * 0.9 + (paper[pixel] ?? 0)
      }
    }
  }
}

/** Makes a function that gives the three colours of a frame as planes, blurred. */
const createBlurredColours = ({ width, height }: FrameSize, blur: (plane: Float32Array) => void) => {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height))
  return (rgba: Uint8ClampedArray): Float32Array[] => {
    for (const [channel, plane] of planes.entries()) {
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = rgba[pixel * 4 + channel] ?? 0
      blur(plane)
    }
    return planes
  }
}

/** The roughness of paper: what to add to each pixel. */
const paperOf = ({ width, height }: FrameSize, random: Random, strength: number): Float32Array => {
  const noise = createNoise(random)
  const fine = Math.min(width, height) / 3
  return Float32Array.from({ length: width * height }, (_, pixel) => {
    const x = pixel % width
    const y = (pixel / width) | 0
    return fractal(noise, (x / fine) * 40, (y / fine) * 40, 3) * strength
  })
}
