import { readFile, writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import type { Finished } from '../core/media.ts'
import { paidLimits } from './check-size.ts'
import { previewQuality } from './frame.ts'
import { readImageHeader } from './image-header.ts'
import { inspect } from './inspect.ts'
import type { FileLimits, Job } from './job.ts'
import { openPicture, writePicture } from './picture.ts'
import { pngColours } from './png-colours.ts'
import { recipeTags } from './recipe-tags.ts'
import { writeStillWords } from './still-comment.ts'

/** Whether every screen shows the file as it is: a PNG or JPEG, upright, in colours that its profile says or that need none. */
const isShownEverywhere = (bytes: Buffer, mediaType: string): boolean => {
  if (mediaType !== 'image/png' && mediaType !== 'image/jpeg') return false
  return readImageHeader(bytes, mediaType).orientation === 1 && (mediaType === 'image/jpeg' || pngColours(bytes) === null)
}

const writePoster = async (picture: Canvas, path: string, maxWidth: number): Promise<void> => {
  const width = Math.min(picture.width, maxWidth)
  const canvas = createCanvas(width, Math.max(1, Math.round((picture.height * width) / picture.width)))
  const context = canvas.getContext('2d')
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  await writePicture(canvas, path, previewQuality)
}

/** Makes a provider's picture a still, as `MediaTools.finishStill` promises. It is opened whatever becomes of it, so that a damaged one is seen. */
export const finishStill = async (job: Extract<Job, { kind: 'finishStill' }>, limits: FileLimits): Promise<Finished> => {
  const generous = paidLimits(limits)
  const found = await inspect(job.path, generous)
  if (found.kind !== 'image') return { kind: 'other', found }
  const picture = await openPicture(job.path, generous)
  const words = recipeTags(job.recipe)
  const came = await readFile(job.path)
  const still = isShownEverywhere(came, found.mediaType)
    ? writeStillWords(came, found.mediaType, words)
    : writeStillWords(await picture.encode('png'), 'image/png', words)
  // Whatever is done with it later takes no larger file.
  const isOpenable = still.length <= limits.maxImageBytes
  await writeFile(job.outPath, isOpenable ? still : writeStillWords(await picture.encode('jpeg', 95), 'image/jpeg', words))
  await writePoster(picture, job.posterPath, job.posterWidth)
  return { kind: 'clip', video: await inspect(job.outPath, limits), poster: await inspect(job.posterPath, limits) }
}
