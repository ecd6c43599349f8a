import { createCanvas } from '@napi-rs/canvas'
import { type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import { badMedia, blamingFile } from './bad-media.ts'
import { framePicture } from './frame-picture.ts'
import { checkPixels, inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { openTracks } from './open-tracks.ts'
import { openPicture, writePicture } from './picture.ts'

const damaged = 'The frames of this video cannot be decoded: export it again as MP4 with H.264 and attach that.'

/** JPEG quality of what is only looked at. */
const previewQuality = 90

/** The frame that is on screen at a time in seconds from the start; the last one after the end. */
const frameAt = async (track: InputVideoTrack, at: 'first' | 'last' | number): Promise<VideoSample> => {
  const sink = new VideoSampleSink(track, { hardwareAcceleration: 'prefer-software' })
  const first = Math.max(0, await track.getFirstTimestamp())
  const time = at === 'first' ? first : at === 'last' ? Number.POSITIVE_INFINITY : first + at
  const sample = await sink.getSample(time)
  if (!sample) throw badMedia(damaged)
  return sample
}

/** Writes one frame upright, as `MediaTools.frame` promises. A still is a film of one frame. */
export const writeFrame = async (
  path: string,
  outPath: string,
  options: { at: 'first' | 'last' | number; maxWidth?: number | undefined },
  limits: FileLimits,
): Promise<void> => {
  const { kind } = await inspect(path, limits)
  if (kind === 'audio') throw badMedia('This file has sound but no picture: attach a video.')
  if (kind === 'image') {
    const picture = await openPicture(path, limits)
    const width = Math.min(picture.width, options.maxWidth ?? picture.width)
    const canvas = createCanvas(width, Math.max(1, Math.round((picture.height * width) / picture.width)))
    const context = canvas.getContext('2d')
    context.imageSmoothingQuality = 'high'
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return await writePicture(canvas, outPath, previewQuality)
  }
  using tracks = await openTracks(path)
  const { video } = tracks
  if (!video) throw badMedia(damaged)
  const picture = await blamingFile(damaged, async () => framePicture(video, await frameAt(video, options.at), options.maxWidth))
  await writePicture(picture, outPath, previewQuality)
}

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
  if (!video) throw badMedia('This file has sound but no picture: attach a video.')
  const cellWidth = width / columns
  const cellHeight = Math.max(1, Math.round((cellWidth * info.height) / info.width))
  checkPixels(width, cellHeight * rows, limits)
  const sheet = createCanvas(width, cellHeight * rows)
  const context = sheet.getContext('2d')
  context.imageSmoothingQuality = 'high'
  await blamingFile(damaged, async () => {
    const first = Math.max(0, await video.getFirstTimestamp())
    const share = info.durationSeconds / (columns * rows)
    const times = Array.from({ length: columns * rows }, (_, index) => first + (index + 0.5) * share)
    const sink = new VideoSampleSink(video, { hardwareAcceleration: 'prefer-software' })
    let index = 0
    for await (const sample of sink.samplesAtTimestamps(times)) {
      const [left, right] = [index % columns, (index % columns) + 1].map((column) => Math.round(column * cellWidth)) as [number, number]
      if (sample)
        context.drawImage(await framePicture(video, sample), left, Math.floor(index / columns) * cellHeight, right - left, cellHeight)
      index += 1
    }
  })
  await writePicture(sheet, outPath, previewQuality)
}
