import type { FrameSize } from '../frame-size.ts'
import { createNoise, fractal } from '../noise.ts'
import type { Random } from '../random.ts'
import { blur, edges, lumaOf } from './planes.ts'

export type StyleName = 'sketch' | 'pixel' | 'poster' | 'watercolour'

/** Makes a function that redraws one RGBA frame in place in a style. */
export const createStyle = (name: StyleName, size: FrameSize, random: Random): ((rgba: Uint8ClampedArray) => void) => {
  switch (name) {
    case 'sketch':
      return createSketch(size, random)
    case 'pixel':
      return createPixels(size)
    case 'poster':
      return createPoster(size)
    case 'watercolour':
      return createWatercolour(size, random)
  }
}

/** Pencil on paper: lines where the light changes, hatching where it is dark. */
const createSketch = ({ width, height }: FrameSize, random: Random) => {
  const luma = new Float32Array(width * height)
  const soft = new Float32Array(width * height)
  const scratch = new Float32Array(width * height)
  const paper = paperOf({ width, height }, random, 10)
  const radius = Math.max(2, Math.round(Math.min(width, height) / 70))
  const gap = Math.max(4, Math.round(Math.min(width, height) / 80))
  return (rgba: Uint8ClampedArray) => {
    lumaOf(rgba, luma)
    soft.set(luma)
    blur(soft, width, height, radius, scratch)
    blur(soft, width, height, radius, scratch)
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
      const at = pixel * 4
      rgba[at] = value - 3
      rgba[at + 1] = value - 6
      rgba[at + 2] = value - 14
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
const createPoster = ({ width, height }: FrameSize) => {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height))
  const luma = new Float32Array(width * height)
  const lines = new Float32Array(width * height)
  const scratch = new Float32Array(width * height)
  const levels = 5
  const radius = Math.max(1, Math.round(Math.min(width, height) / 240))
  return (rgba: Uint8ClampedArray) => {
    planes.forEach((plane, channel) => {
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = rgba[pixel * 4 + channel] ?? 0
      blur(plane, width, height, radius, scratch)
    })
    lumaOf(rgba, luma)
    blur(luma, width, height, radius, scratch)
    edges(luma, width, height, lines)
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const light = luma[pixel] ?? 0
      const flat = ((Math.round((light / 255) * levels) / levels) * 255 + 12) / (light + 12)
      const outline = 1 - Math.min(0.92, Math.max(0, ((lines[pixel] ?? 0) - 26) / 60))
      for (let channel = 0; channel < 3; channel++) {
        const value = planes[channel]?.[pixel] ?? 0
        const loud = light + (value - light) * 1.4
        rgba[pixel * 4 + channel] = loud * flat * outline
      }
    }
  }
}

/** Soft washes of colour with darker rims on rough paper. */
const createWatercolour = ({ width, height }: FrameSize, random: Random) => {
  const planes = [0, 1, 2].map(() => new Float32Array(width * height))
  const luma = new Float32Array(width * height)
  const rims = new Float32Array(width * height)
  const scratch = new Float32Array(width * height)
  const paper = paperOf({ width, height }, random, 26)
  const radius = Math.max(2, Math.round(Math.min(width, height) / 110))
  return (rgba: Uint8ClampedArray) => {
    planes.forEach((plane, channel) => {
      for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = rgba[pixel * 4 + channel] ?? 0
      blur(plane, width, height, radius, scratch)
      blur(plane, width, height, radius, scratch)
    })
    const [red, green, blue] = planes
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const light = (red?.[pixel] ?? 0) * 0.299 + (green?.[pixel] ?? 0) * 0.587 + (blue?.[pixel] ?? 0) * 0.114
      // Washes: the tone goes in steps, but softly.
      const step = light / 36
      const part = step - Math.floor(step)
      luma[pixel] = (Math.floor(step) + part * part * part * (part * (part * 6 - 15) + 10)) * 36
      scratch[pixel] = light
    }
    edges(luma, width, height, rims)
    for (let pixel = 0; pixel < luma.length; pixel++) {
      const light = scratch[pixel] ?? 0
      const wash = ((luma[pixel] ?? 0) + 20) / (light + 20)
      const rim = 1 - Math.min(0.4, (rims[pixel] ?? 0) / 190)
      for (let channel = 0; channel < 3; channel++) {
        const value = planes[channel]?.[pixel] ?? 0
        const clear = (light + (value - light) * 1.35) * wash * rim
        rgba[pixel * 4 + channel] = 28 + clear * 0.9 + (paper[pixel] ?? 0)
      }
    }
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
