import { createCanvas } from '@napi-rs/canvas'

/** The bytes of a blue picture with a yellow mark. */
export const picture = (width: number, height: number, type: 'image/png' | 'image/jpeg' = 'image/png'): Uint8Array => {
  const context = createCanvas(width, height).getContext('2d')
  context.fillStyle = 'rgb(30 60 200)'
  context.fillRect(0, 0, width, height)
  context.fillStyle = 'rgb(220 180 20)'
  context.fillRect(width / 3, height / 3, 5, 5)
  return type === 'image/png' ? context.canvas.toBuffer(type) : context.canvas.toBuffer(type, 90)
}
