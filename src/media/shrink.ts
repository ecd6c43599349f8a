import { createCanvas } from '@napi-rs/canvas'
import type { FileLimits } from './job.ts'
import { openPicture, writePicture, writeSmallPicture } from './picture.ts'

/** Writes a still without metadata, its longer side no longer than `maxSide` pixels, as `MediaWork.shrink` promises. */
export const writeShrunk = async (path: string, outPath: string, maxSide: number, limits: FileLimits): Promise<void> => {
  const picture = await openPicture(path, limits)
  const scale = maxSide / Math.max(picture.width, picture.height)
  if (scale >= 1) return await writePicture(picture, outPath)
  const canvas = createCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  await writeSmallPicture(canvas, outPath)
}
