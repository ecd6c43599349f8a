import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { createCanvas } from '@napi-rs/canvas'
import { cannotShrink } from './cannot-shrink.ts'
import type { FileLimits } from './job.ts'
import { openPicture } from './picture.ts'
import { sniffFile } from './sniff-file.ts'
import { readStillComment, writeStillWords } from './still-comment.ts'

/** Quality is given up first, then pixels. */
const tries = [
  { scale: 1, quality: 95 },
  { scale: 1, quality: 85 },
  { scale: 0.75, quality: 85 },
  { scale: 0.5, quality: 85 },
  { scale: 0.35, quality: 80 },
  { scale: 0.25, quality: 75 },
  { scale: 0.12, quality: 70 },
]

/** Makes a still fit into `limitBytes` as JPEG with its recipe; one that fits already is copied. Throws MoodreelError `too_large`. */
export const writeFittedStill = async (path: string, outPath: string, limitBytes: number, limits: FileLimits): Promise<void> => {
  const bytes = await readFile(path)
  if (bytes.length <= limitBytes) return await copyFile(path, outPath)
  const { mediaType } = await sniffFile(path)
  const picture = await openPicture(path, limits)
  const comment = readStillComment(bytes, mediaType) ?? ''
  for (const { scale, quality } of tries) {
    const canvas = createCanvas(Math.max(1, Math.round(picture.width * scale)), Math.max(1, Math.round(picture.height * scale)))
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    const small = writeStillWords(await canvas.encode('jpeg', quality), 'image/jpeg', { title: '', comment })
    if (small.length <= limitBytes) return await writeFile(outPath, small)
  }
  throw cannotShrink(limitBytes)
}
