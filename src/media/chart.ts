import { createCanvas } from '@napi-rs/canvas'
import { writePicture } from './picture.ts'

export interface Bars {
  /** Oldest first; labels are days such as `2026-11-21`. */
  bars: { label: string; value: number }[]
  /** The first and the last day, as their reader writes them. */
  ends: readonly [first: string, last: string]
}

const width = 960
const height = 320
const edge = { left: 56, right: 24, top: 24, bottom: 44 }
const font = '16px sans-serif'

/** The next round number at or above a value: 1, 2 or 5 with noughts, so that the lines have names that can be read. */
const ceilingOf = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value) ?? power
}

/** Draws one bar a day over a quiet ground that suits light and dark pages, as PNG. */
export const writeChart = async (outPath: string, { bars, ends }: Bars): Promise<void> => {
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#1f2430'
  context.fillRect(0, 0, width, height)
  context.font = font
  context.textBaseline = 'middle'

  const top = ceilingOf(Math.max(1, ...bars.map(({ value }) => value)))
  const [innerWidth, innerHeight] = [width - edge.left - edge.right, height - edge.top - edge.bottom]
  const lines = top === 1 ? [0, 1] : [0, top / 2, top]
  for (const value of lines) {
    const y = edge.top + innerHeight * (1 - value / top)
    context.fillStyle = '#3a4152'
    context.fillRect(edge.left, y, innerWidth, 1)
    context.fillStyle = '#aab2c5'
    context.textAlign = 'right'
    context.fillText(String(value), edge.left - 10, y)
  }

  const step = innerWidth / Math.max(1, bars.length)
  context.fillStyle = '#7aa2f7'
  for (const [at, { value }] of bars.entries()) {
    const tall = (innerHeight * value) / top
    context.fillRect(edge.left + at * step + step * 0.15, edge.top + innerHeight - tall, step * 0.7, tall)
  }
  context.fillStyle = '#aab2c5'
  const [first, last] = ends
  const y = height - edge.bottom / 2
  context.textAlign = 'left'
  context.fillText(first, edge.left, y)
  context.textAlign = 'right'
  if (bars.length > 1) context.fillText(last, width - edge.right, y)
  await writePicture(canvas, outPath)
}
