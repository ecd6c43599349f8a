import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { type FrameSize, frameSize, ratioOf } from './frame-size.ts'
import type { Job } from './job.ts'
import { fromYuv, toYuv, yuvSize } from './pixels.ts'
import { createTextScene } from './text-scene.ts'

/** Draws a scene after the prompt's words and the seed: the first frame of the clip that the same words and seed give. */
export const textToImage = ({ request }: Pick<Job, 'request'>): Canvas =>
  drawScene(request, frameSize(request.resolution, ratioOf(request.aspectRatio ?? '16:9')))

/** The same in a given size, whose sides are even. */
export const drawScene = (request: Job['request'], size: FrameSize): Canvas => {
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  const scene = createTextScene(request, size)
  scene.paint(context, { seconds: 0, progress: 0 })
  // By way of the film's own colours and grain, or it would not be the film's frame.
  const yuv = new Uint8Array(yuvSize(size))
  toYuv(canvas.data(), size, yuv)
  scene.develop(yuv, 0)
  const rgba = new Uint8ClampedArray(size.width * size.height * 4)
  fromYuv(yuv, size, rgba)
  context.putImageData(new ImageData(rgba, size.width, size.height), 0, 0)
  return canvas
}
