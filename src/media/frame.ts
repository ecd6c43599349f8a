import { createCanvas } from '@napi-rs/canvas'
import { say } from '../core/words/sentence.ts'
import { badMedia, blamingFile, damagedFrames } from './bad-media.ts'
import { readFilmColours } from './colour.ts'
import { frameAt } from './frame-at.ts'
import { framePicture } from './frame-picture.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { firstFrameOf, isMovingPicture } from './moving-picture.ts'
import { type Film, openFilm } from './open-film.ts'
import { openPicture, writePicture } from './picture.ts'

export const noPicture = say('media.withoutPicture')

/** JPEG quality of what is only looked at. */
export const previewQuality = 90

interface FrameOptions {
  at: 'first' | 'last' | number
  maxWidth?: number | undefined
}

/** Writes one frame upright, as `MediaTools.frame` promises. A still is a film of one frame. */
export const writeFrame = async (path: string, outPath: string, options: FrameOptions, limits: FileLimits): Promise<void> => {
  const found = await inspect(path, limits)
  if (found.kind === 'audio') throw badMedia(noPicture)
  if (found.mediaType.startsWith('image/')) {
    const picture = await (isMovingPicture(found) ? blamingFile(damagedFrames, () => firstFrameOf(path, found)) : openPicture(path, limits))
    const width = Math.min(picture.width, options.maxWidth ?? picture.width)
    const canvas = createCanvas(width, Math.max(1, Math.round((picture.height * width) / picture.width)))
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await writePicture(canvas, outPath, previewQuality)
  }
  using film = await openFilm(path, limits)
  await writeFilmFrame(film, outPath, options)
}

/** The same with a film that is open already. */
export const writeFilmFrame = async (film: Film, outPath: string, { at, maxWidth }: FrameOptions): Promise<void> => {
  const { video } = film.tracks
  if (!video) throw badMedia(damagedFrames)
  using colours = readFilmColours(await video.getColorSpace())
  const picture = await blamingFile(damagedFrames, async () => framePicture(colours, await frameAt(film, at), maxWidth))
  await writePicture(picture, outPath, previewQuality)
}
