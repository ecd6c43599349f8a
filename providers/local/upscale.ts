import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { convertVideo } from './convert-video.ts'
import type { Job } from './job.ts'
import { loadPicture } from './load-picture.ts'
import { upscaledSize } from './upscaled-size.ts'

const even = (length: number): number => 2 * Math.round(length / 2)

/** Makes a still larger. No detail is added: that takes a model. */
export const upscaleStill = async ({ request }: Pick<Job, 'request'>, file: Uint8Array): Promise<Canvas> => {
  const picture = await loadPicture(file)
  const size = upscaledSize(request, picture)
  const canvas = createCanvas(size.width, size.height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, size.width, size.height)
  return canvas
}

/** Makes a video larger, frame by frame, with its sound. */
export const upscaleVideo = (
  { request }: Pick<Job, 'request'>,
  path: string,
  outPath: string,
  report: (fraction: number) => void,
): Promise<void> =>
  convertVideo(path, outPath, report, (source) => {
    const { width, height } = upscaledSize(request, source)
    return { size: { width: even(width), height: even(height) } }
  })
