import { createCanvas } from '@napi-rs/canvas'
import { type InputVideoTrack, type VideoSample, VideoSampleSink } from 'mediabunny'
import { badMedia, blamingFile } from './bad-media.ts'
import { readFilmColours } from './colour.ts'
import { framePicture } from './frame-picture.ts'
import { inspect } from './inspect.ts'
import type { FileLimits } from './job.ts'
import { firstFrameOf, isMovingPicture } from './moving-picture.ts'
import { type OpenTracks, openTracks } from './open-tracks.ts'
import { openPicture, writePicture } from './picture.ts'

export const noPicture = 'This file has sound but no picture: attach a video.'
export const damagedFrames = 'The frames of this video cannot be decoded: export it again as MP4 with H.264 and attach that.'

/** JPEG quality of what is only looked at. */
export const previewQuality = 90

interface FrameOptions {
  at: 'first' | 'last' | number
  maxWidth?: number | undefined
}

/** The frame that is on screen at a time in seconds from the start; the last one after the end. */
const frameAt = async (track: InputVideoTrack, at: 'first' | 'last' | number): Promise<VideoSample> => {
  const sink = new VideoSampleSink(track, { hardwareAcceleration: 'prefer-software' })
  const first = Math.max(0, await track.getFirstTimestamp())
  const time = at === 'first' ? first : at === 'last' ? Number.POSITIVE_INFINITY : first + at
  const sample = await sink.getSample(time)
  if (!sample) throw badMedia(damagedFrames)
  return sample
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
  using tracks = await openTracks(path)
  await writeTrackFrame(tracks, outPath, options)
}

/** The same with tracks that are open already. */
export const writeTrackFrame = async ({ video }: OpenTracks, outPath: string, { at, maxWidth }: FrameOptions): Promise<void> => {
  if (!video) throw badMedia(damagedFrames)
  using colours = readFilmColours(await video.getColorSpace())
  const picture = await blamingFile(damagedFrames, async () => framePicture(colours, await frameAt(video, at), maxWidth))
  await writePicture(picture, outPath, previewQuality)
}
