import { AvFrameVideoSampleResource } from '@mediabunny/server'
import { type InputVideoTrack, VideoSample } from 'mediabunny'
import { type Decoded, type DecodeOptions, decodeTrack, type FilmFile, type Tally } from './decode-track.ts'
import type { Part, Presentation } from './presentation.ts'

/** Two times closer than this are the same. */
const instant = 1e-4

/** Lays the frames of one part of the media over the film. The one that is on at its beginning is cut there, as is the last. */
const paced = async function* (
  frames: AsyncGenerator<Decoded>,
  { begins, ends, mediaBegins, rate }: Part,
  fps: number,
): AsyncGenerator<Decoded> {
  const mediaEnds = mediaBegins + (ends - begins) * rate
  for await (const { frame, begins: at, seconds } of frames) {
    const until = at + (seconds || 1 / fps)
    if (until <= mediaBegins + instant) {
      frame.free()
      continue
    }
    const still = rate === 0
    if (!still && at >= mediaEnds - instant) {
      frame.free()
      return
    }
    const start = still ? begins : begins + (Math.max(at, mediaBegins) - mediaBegins) / rate
    const end = still ? ends : Math.min(ends, begins + (until - mediaBegins) / rate)
    yield { frame, begins: start, seconds: end - start }
    if (still) return
  }
}

export interface ShownOptions {
  presentation: Presentation
  /** When the film begins, by its edits. */
  filmBegins: number
  /** Of the source: how long a frame lasts when the source does not say. */
  fps: number
  tally: Tally
  /** Begins at the last key frame before this time, in seconds of the film. */
  from?: number
}

const decodedFrames = async function* (
  file: FilmFile,
  { presentation, filmBegins, fps, tally, from }: ShownOptions,
): AsyncGenerator<Decoded> {
  const options: DecodeOptions = { kind: 'video', tally }
  if (!presentation.paced) return yield* decodeTrack(file, from === undefined ? options : { ...options, from })
  for (const part of presentation.parts) {
    const frames = decodeTrack(file, { ...options, ignoreEdits: true, from: part.mediaBegins })
    for await (const shown of paced(frames, part, fps)) yield { ...shown, begins: shown.begins - filmBegins }
  }
}

/**
 * The frames of a film as they are shown, in that order, with their times from its beginning and the turn that its container asks for.
 * Close each of them.
 */
export const shownFrames = async function* (file: FilmFile, track: InputVideoTrack, options: ShownOptions): AsyncGenerator<VideoSample> {
  const [rotation, flip] = [await track.getRotation(), await track.getFlip()]
  let previous = Number.NEGATIVE_INFINITY
  for await (const { frame, begins, seconds } of decodedFrames(file, options)) {
    const end = begins + (seconds || 1 / options.fps)
    const start = Math.max(0, begins)
    // What ends before the film begins is only there to decode the rest; of two frames at one time one is enough.
    if (end <= start || start <= previous) {
      frame.free()
      continue
    }
    previous = start
    yield new VideoSample(new AvFrameVideoSampleResource(frame), { timestamp: start, duration: end - start, rotation, flip })
  }
}
