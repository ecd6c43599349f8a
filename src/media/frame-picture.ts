import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import type { VideoSample } from 'mediabunny'
import type { FilmColourReader } from './colour.ts'

/** Draws a decoded frame of a track upright, with square pixels, no wider than `maxWidth`, and closes it. */
export const framePicture = async (
  colours: FilmColourReader,
  sample: VideoSample,
  maxWidth = Number.POSITIVE_INFINITY,
): Promise<Canvas> => {
  using frame = sample
  const { displayWidth, displayHeight, rotation } = frame
  const scale = Math.min(1, maxWidth / displayWidth)
  const [width, height] = [Math.max(1, Math.round(displayWidth * scale)), Math.max(1, Math.round(displayHeight * scale))]
  const [storedWidth, storedHeight] = rotation % 180 === 0 ? [width, height] : [height, width]
  const pixels = await colours.toRgba(frame, storedWidth, storedHeight)
  const stored = createCanvas(storedWidth, storedHeight)
  stored.getContext('2d').putImageData(new ImageData(pixels, storedWidth, storedHeight), 0, 0)
  if (rotation === 0 && !frame.flip) return stored
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.translate(width / 2, height / 2)
  // The file asks for the turn first and the mirror after it; a canvas applies what is said last first.
  if (frame.flip) context.scale(-1, 1)
  context.rotate((rotation * Math.PI) / 180)
  context.drawImage(stored, -storedWidth / 2, -storedHeight / 2)
  return canvas
}
