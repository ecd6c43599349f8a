import { hex, mix, type Rgb } from '../colour.ts'

export type GradeName = 'warm' | 'cold' | 'noir' | 'sepia' | 'neon'

interface Recipe {
  /** 0 is grey, 1 as it was. */
  saturation: number
  /** 1 as it was; more makes darks darker and lights lighter. */
  contrast: number
  gain: Rgb
  /** What darks, middles and lights turn to, and how much. */
  tones: [Rgb, Rgb, Rgb]
  toning: number
}

const recipeOf = (name: GradeName | null): Recipe => {
  switch (name) {
    case 'warm':
      return {
        saturation: 1.12,
        contrast: 1.06,
        gain: [1.12, 1.0, 0.8],
        tones: [hex('#2a1020'), hex('#d98a4a'), hex('#fff0c8')],
        toning: 0.22,
      }
    case 'cold':
      return {
        saturation: 0.78,
        contrast: 1.08,
        gain: [0.84, 0.98, 1.16],
        tones: [hex('#06122a'), hex('#5a8ab8'), hex('#ecf6ff')],
        toning: 0.28,
      }
    case 'noir':
      return { saturation: 0, contrast: 1.42, gain: [1, 1, 1], tones: [hex('#050507'), hex('#6f7073'), hex('#f8f8f6')], toning: 0.3 }
    case 'sepia':
      return { saturation: 0.12, contrast: 0.92, gain: [1, 1, 1], tones: [hex('#2a1a10'), hex('#a97f50'), hex('#fff2d6')], toning: 0.82 }
    case 'neon':
      return {
        saturation: 1.5,
        contrast: 1.3,
        gain: [1.05, 0.9, 1.2],
        tones: [hex('#0c0428'), hex('#d42a9c'), hex('#8ff6ff')],
        toning: 0.62,
      }
    case null:
      return { saturation: 1, contrast: 1.04, gain: [1, 1, 1], tones: [hex('#000000'), hex('#808080'), hex('#ffffff')], toning: 0 }
  }
}

/** Colours an RGBA frame in place; a tint of the prompt's own goes over it. */
export const createGrade = (name: GradeName | null, tint: Rgb | null): ((rgba: Uint8ClampedArray) => void) => {
  const recipe = recipeOf(name)
  const [dark, middle, light] = tint ? [mix(tint, [8, 6, 16], 0.82), tint, mix(tint, [255, 252, 244], 0.78)] : recipe.tones
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
      const keep = recipe.saturation
      const plainRed = grey + (r - grey) * keep
      const plainGreen = grey + (g - grey) * keep
      const plainBlue = grey + (b - grey) * keep
      rgba[at] = plainRed + ((toneTable[tone] ?? 0) - plainRed) * toning
      rgba[at + 1] = plainGreen + ((toneTable[tone + 1] ?? 0) - plainGreen) * toning
      rgba[at + 2] = plainBlue + ((toneTable[tone + 2] ?? 0) - plainBlue) * toning
    }
  }
}
