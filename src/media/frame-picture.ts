import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import type { InputVideoTrack, VideoSample } from 'mediabunny'
import { toRgba } from './colour.ts'

/** Draws a decoded frame of a track upright, with square pixels, no wider than `maxWidth`, and closes it. */
export const framePicture = async (track: InputVideoTrack, sample: VideoSample, maxWidth = Number.POSITIVE_INFINITY): Promise<Canvas> => {
  using frame = sample
  const { codedWidth, codedHeight, displayWidth, displayHeight } = frame
  const pixels = await toRgba(frame, await track.getColorSpace())
  const stored = createCanvas(codedWidth, codedHeight)
  stored.getContext('2d').putImageData(new ImageData(pixels, codedWidth, codedHeight), 0, 0)
  const scale = Math.min(1, maxWidth / displayWidth)
  const asStored = scale === 1 && displayWidth === codedWidth && displayHeight === codedHeight && frame.rotation === 0 && !frame.flip
  if (asStored) return stored
  const canvas = createCanvas(Math.max(1, Math.round(displayWidth * scale)), Math.max(1, Math.round(displayHeight * scale)))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.translate(canvas.width / 2, canvas.height / 2)
  // The file asks for the turn first and the mirror after it; a canvas applies what is said last first.
  if (frame.flip) context.scale(-1, 1)
  context.rotate((frame.rotation * Math.PI) / 180)
  const [width, height] = frame.rotation % 180 === 0 ? [canvas.width, canvas.height] : [canvas.height, canvas.width]
  context.drawImage(stored, -width / 2, -height / 2, width, height)
  return canvas
}
