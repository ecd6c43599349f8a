import { createCanvas } from '@napi-rs/canvas'
import { badMedia, blamingFile, damagedFrames } from './bad-media.ts'
import { checkPixels } from './check-size.ts'
import { readFilmColours } from './colour.ts'
import { noPicture, previewQuality } from './frame.ts'
import { framesAt } from './frame-at.ts'
import { framePicture } from './frame-picture.ts'
import type { FileLimits } from './job.ts'
import { openFilm } from './open-film.ts'
import { writePicture } from './picture.ts'

/** Writes evenly spaced frames, each from the middle of its share of the time, row by row on one JPEG of `width` pixels. */
export const writeContactSheet = async (
  path: string,
  outPath: string,
  { columns, rows, width }: { columns: number; rows: number; width: number },
  limits: FileLimits,
): Promise<void> => {
  using film = await openFilm(path, limits)
  const { info } = film
  const { video } = film.tracks
  if (!video) throw badMedia(noPicture)
  const cellWidth = width / columns
  const cellHeight = Math.max(1, Math.round((cellWidth * info.height) / info.width))
  checkPixels(width, cellHeight * rows, limits)
  const sheet = createCanvas(width, cellHeight * rows)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  using colours = readFilmColours(await video.getColorSpace())
  await blamingFile(damagedFrames, async () => {
    const share = info.durationSeconds / (columns * rows)
    const times = Array.from({ length: columns * rows }, (_, index) => (index + 0.5) * share)
    await framesAt(film, times, async (sample, index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      const left = Math.round(column * cellWidth)
      const right = Math.round((column + 1) * cellWidth)
      context.drawImage(await framePicture(colours, sample, right - left), left, row * cellHeight, right - left, cellHeight)
    })
  })
  await writePicture(sheet, outPath, previewQuality)
}
