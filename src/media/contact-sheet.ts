import { createCanvas } from '@napi-rs/canvas'
import { VideoSampleSink } from 'mediabunny'
import { badMedia, blamingFile } from './bad-media.ts'
import { checkPixels } from './check-size.ts'
import { readFilmColours } from './colour.ts'
import { damagedFrames, noPicture, previewQuality } from './frame.ts'
import { framePicture } from './frame-picture.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { openTracks } from './open-tracks.ts'
import { writePicture } from './picture.ts'

/** Writes evenly spaced frames, each from the middle of its share of the time, row by row on one JPEG of `width` pixels. */
export const writeContactSheet = async (
  path: string,
  outPath: string,
  { columns, rows, width }: { columns: number; rows: number; width: number },
  limits: FileLimits,
): Promise<void> => {
  const info = await inspect(path, limits)
  using tracks = await openTracks(path)
  const { video } = tracks
  if (!video) throw badMedia(noPicture)
  const cellWidth = width / columns
  const cellHeight = Math.max(1, Math.round((cellWidth * info.height) / info.width))
  checkPixels(width, cellHeight * rows, limits)
  const sheet = createCanvas(width, cellHeight * rows)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  using colours = readFilmColours(await video.getColorSpace())
  await blamingFile(damagedFrames, async () => {
    const first = Math.max(0, await video.getFirstTimestamp())
    const share = info.durationSeconds / (columns * rows)
    const times = Array.from({ length: columns * rows }, (_, index) => first + (index + 0.5) * share)
    const sink = new VideoSampleSink(video, { hardwareAcceleration: 'prefer-software' })
    let index = 0
    for await (const sample of sink.samplesAtTimestamps(times)) {
      const [column, row] = [index % columns, Math.floor(index / columns)]
      const left = Math.round(column * cellWidth)
      const right = Math.round((column + 1) * cellWidth)
      if (sample) context.drawImage(await framePicture(colours, sample, right - left), left, row * cellHeight, right - left, cellHeight)
      index += 1
    }
  })
  await writePicture(sheet, outPath, previewQuality)
}
