import type { Canvas } from '@napi-rs/canvas'
import type { Rgb } from '../colour.ts'
import { clamp } from '../curve.ts'
import { createRaster } from './brush.ts'
import type { Plan } from './plan.ts'

/** Land as a picture that is wider than the frame, so that the camera can move before it. */
export interface Terrain {
  canvas: Canvas
  /** Where its upper left corner belongs. */
  left: number
  top: number
}

/** One column of pixels of the land. */
export interface Column {
  /** Where the ground begins. */
  edge: number
  /** Writes the colour at `y`, which lies `below` the edge, into `out`. */
  paint(y: number, below: number, out: Float64Array): void
}

/** How far land goes on beyond the frame at both sides and below, in parts of the unit. */
export const terrainMargin = 0.28

/** Paints land column by column, down to `bottom`, or to below the frame. */
export const paintTerrain = (plan: Plan, columnAt: (x: number) => Column, bottomEdge?: number): Terrain => {
  const left = -Math.ceil(plan.unit * terrainMargin)
  const width = plan.width - 2 * left
  const bottom = Math.ceil(bottomEdge ?? plan.height + plan.unit * terrainMargin)
  const columns = Array.from({ length: width }, (_, column) => columnAt(column + left))
  const top = Math.floor(columns.reduce((highest, { edge }) => Math.min(highest, edge), bottom - 1)) - 1
  const height = bottom - top
  const { pixels, show } = createRaster(width, height)
  const out = new Float64Array(3)
  for (const [index, { edge, paint }] of columns.entries()) {
    for (let row = Math.max(0, Math.floor(edge - top)); row < height; row++) {
      const y = row + top
      const at = (row * width + index) * 4
      paint(y, Math.max(0, y - edge), out)
      pixels[at] = out[0] ?? 0
      pixels[at + 1] = out[1] ?? 0
      pixels[at + 2] = out[2] ?? 0
      pixels[at + 3] = Math.min(1, y + 1 - edge) * 255
    }
  }
  return { canvas: show(), left, top }
}

/** Writes the mix of two colours, then mixed with the air before them. */
export const shadeInto = (out: Float64Array, dark: Rgb, lit: Rgb, light: number, air: Rgb, mist: number): void => {
  const clear = clamp(light)
  const veil = clamp(mist)
  for (let channel = 0; channel < 3; channel++) {
    const from = dark[channel] ?? 0
    const value = from + ((lit[channel] ?? 0) - from) * clear
    out[channel] = value + ((air[channel] ?? 0) - value) * veil
  }
}
