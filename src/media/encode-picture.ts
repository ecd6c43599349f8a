import { type Output, type Quality, type VideoSample, VideoSampleSource } from 'mediabunny'
import { readFilmColours } from './colour.ts'
import { copyTrack } from './copy-tracks.ts'
import type { Tally } from './decode-track.ts'
import { nameBt709 } from './name-colours.ts'
import type { Film } from './open-film.ts'
import { shownFrames } from './shown-frames.ts'

export interface PicturePlan {
  /** Displayed size of the result; both even. */
  width: number
  height: number
  quality: Quality
  /** Absent keeps the frames and their times as they are. */
  frameRate?: number | undefined
}

/** Adds a film's picture to an output that is not started yet. Gives back the work that is left to do; null where there is no picture. */
export const addPicture = async (
  film: Film,
  output: Output,
  plan: PicturePlan | 'copy',
  tally: Tally,
): Promise<(() => Promise<void>) | null> => {
  const { video } = film.tracks
  const presentation = film.shown.video
  if (!video || !presentation) return null
  if (plan === 'copy') return await copyTrack(film, output, video)
  const { width, height, quality, frameRate } = plan
  const source = new VideoSampleSource({
    codec: 'avc',
    quality,
    keyFrameInterval: 5,
    hardwareAcceleration: 'prefer-software',
    sizeChangeBehavior: 'fill',
    transform: { width, height, alpha: 'discard', ...(frameRate === undefined ? {} : { frameRate }) },
    onEncodedPacket: (_packet, meta) => nameBt709(meta),
  })
  output.addVideoTrack(source)
  const trackColours = await video.getColorSpace()
  return async () => {
    using colours = readFilmColours(trackColours)
    // To BT.709 and the size of the new film; the turn comes after that.
    const convert = (sample: VideoSample) =>
      sample.rotation % 180 === 0 ? colours.toFilm(sample, width, height) : colours.toFilm(sample, height, width)
    const options = { presentation, filmBegins: film.begins, fps: film.info.fps || 30, tally }
    for await (using decoded of shownFrames(film.file, video, options)) {
      using converted = await convert(decoded)
      await source.add(converted)
    }
    source.close()
  }
}
