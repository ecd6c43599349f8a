import { hex, mix, type Rgb } from '../colour.ts'

export type GradeName = 'warm' | 'cold' | 'noir' | 'sepia' | 'neon'

interface Recipe {
  /** 0 is grey, 1 as it was. */
  saturation: number
  /** 1 as it was; more makes darks darker and lights lighter. */
  contrast: number
  gain: Rgb
  /** What darks, middles and lights turn to, and how much. */
  tones: [string, string, string]
  toning: number
}

const recipes: Record<GradeName, Recipe> = {
  warm: { saturation: 1.12, contrast: 1.06, gain: [1.12, 1.0, 0.8], tones: ['#2a1020', '#d98a4a', '#fff0c8'], toning: 0.22 },
  cold: { saturation: 0.78, contrast: 1.08, gain: [0.84, 0.98, 1.16], tones: ['#06122a', '#5a8ab8', '#ecf6ff'], toning: 0.28 },
  noir: { saturation: 0, contrast: 1.42, gain: [1, 1, 1], tones: ['#050507', '#6f7073', '#f8f8f6'], toning: 0.3 },
  sepia: { saturation: 0.12, contrast: 0.92, gain: [1, 1, 1], tones: ['#2a1a10', '#a97f50', '#fff2d6'], toning: 0.82 },
  neon: { saturation: 1.5, contrast: 1.3, gain: [1.05, 0.9, 1.2], tones: ['#0c0428', '#d42a9c', '#8ff6ff'], toning: 0.62 },
}
const plain: Recipe = { saturation: 1, contrast: 1.04, gain: [1, 1, 1], tones: ['#000000', '#808080', '#ffffff'], toning: 0 }

/** Colours an RGBA frame in place; a tint of the prompt's own goes over it. */
export const createGrade = (name: GradeName | null, tint: Rgb | null): ((rgba: Uint8ClampedArray) => void) => {
  const recipe = name ? recipes[name] : plain
  const [dark, middle, light] = tint
    ? [mix(tint, [8, 6, 16], 0.82), tint, mix(tint, [255, 252, 244], 0.78)]
    : [hex(recipe.tones[0]), hex(recipe.tones[1]), hex(recipe.tones[2])]
  const toning = tint ? Math.max(0.55, recipe.toning) : recipe.toning
  const curve = Float32Array.from({ length: 256 }, (_, value) => (value - 128) * recipe.contrast + 128)
  const tones = Array.from({ length: 256 }, (_, value) =>
    value < 128 ? mix(dark, middle, value / 128) : mix(middle, light, (value - 128) / 127),
  )
  const toneTable = Float32Array.from(tones.flat())
  const [red, green, blue] = recipe.gain
  return (rgba) => {
    for (let at = 0; at < rgba.length; at += 4) {
      const r = (curve[rgba[at] ?? 0] ?? 0) * red
      const g = (curve[rgba[at + 1] ?? 0] ?? 0) * green
      const b = (curve[rgba[at + 2] ?? 0] ?? 0) * blue
      const grey = r * 0.299 + g * 0.587 + b * 0.114
      const tone = Math.min(255, Math.max(0, grey | 0)) * 3
      for (const [channel, value] of [r, g, b].entries()) {
        const kept = grey + (value - grey) * recipe.saturation
        rgba[at + channel] = kept + ((toneTable[tone + channel] ?? 0) - kept) * toning
      }
    }
  }
}
