import { createCanvas } from '@napi-rs/canvas'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import type { FileLimits } from './job.ts'
import { openPicture, writePicture } from './picture.ts'

/**
 * Writes a still so large that its shorter side has `minSide` pixels, in its own shape. Throws MoodreelError `bad_media` for one that is
 * so long and narrow that it would have more pixels than a picture may.
 */
export const writeEnlarged = async (path: string, outPath: string, minSide: number, limits: FileLimits): Promise<void> => {
  const picture = await openPicture(path, limits)
  const scale = Math.max(1, minSide / Math.min(picture.width, picture.height))
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)]
  if (width * height > limits.maxPixels) throw badMedia(say('media.tooNarrow'))
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  await writePicture(canvas, outPath)
}
