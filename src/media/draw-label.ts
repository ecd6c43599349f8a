import type { SKRSContext2D } from '@napi-rs/canvas'

/** A part of a picture, in pixels. */
export interface Cell {
  x: number
  y: number
  width: number
  height: number
}

/** Writes a label into the corner of a cell. */
export const drawLabel = (context: SKRSContext2D, label: string, { x, y, width, height }: Cell): void => {
  const letter = Math.max(16, Math.round(Math.min(width, height) / 6))
  context.font = `bold ${letter}px sans-serif`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  const box = { width: Math.max(letter * 1.4, context.measureText(label).width + letter * 0.8), height: letter * 1.4 }
  context.fillStyle = 'rgba(0, 0, 0, 0.65)'
  context.fillRect(x, y, box.width, box.height)
  context.fillStyle = 'white'
  context.fillText(label, x + box.width / 2, y + box.height / 2)
}
