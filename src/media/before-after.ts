import { createCanvas } from '@napi-rs/canvas'
import { drawLabel } from './draw-label.ts'
import { previewQuality } from './frame.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { dropPicture, openPicture, writePicture } from './picture.ts'

/** Of the longer side of the whole. */
const longest = 1920
const gap = 6

/** Writes two stills beside each other, as `MediaWork.beforeAfter` promises. */
export const writeBeforeAfter = async (
  outPath: string,
  { before, after }: { before: { path: string; label: string }; after: { path: string; label: string } },
  limits: FileLimits,
): Promise<void> => {
  const first = await inspect(before.path, limits)
  const isWide = first.width > 1.4 * first.height
  const [columns, rows] = isWide ? [1, 2] : [2, 1]
  const scale = Math.min(1, (longest - gap) / Math.max(first.width * columns, first.height * rows))
  const [width, height] = [Math.max(1, Math.round(first.width * scale)), Math.max(1, Math.round(first.height * scale))]
  const sheet = createCanvas(columns * width + (columns - 1) * gap, rows * height + (rows - 1) * gap)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.fillStyle = '#1f2430'
  context.fillRect(0, 0, sheet.width, sheet.height)
  // One after the other, for the memory of one large picture.
  for (const [at, { path, label }] of [before, after].entries()) {
    const [x, y] = isWide ? [0, at * (height + gap)] : [at * (width + gap), 0]
    const picture = await openPicture(path, limits)
    context.drawImage(picture, x, y, width, height)
    dropPicture(picture)
    drawLabel(context, label, { x, y, width, height })
  }
  await writePicture(sheet, outPath, previewQuality)
}
