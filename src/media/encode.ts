import {
  FilePathTarget,
  type MetadataTags,
  MovOutputFormat,
  Mp4OutputFormat,
  Output,
  type Quality,
  type VideoSample,
  VideoSampleSource,
} from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { badMedia } from './bad-media.ts'
import { bt709, readFilmColours } from './colour.ts'
import { chunkSize } from './copy-tracks.ts'
import { newTally, type Tally } from './decode-track.ts'
import { addSound, type SoundPlan } from './encode-sound.ts'
import { damagedFrames } from './frame.ts'
import { nameBt709 } from './name-colours.ts'
import type { Film } from './open-film.ts'
import { shownFrames } from './shown-frames.ts'

export interface EncodeSettings {
  /** Displayed size of the result; both even. */
  width: number
  height: number
  quality: Quality
  /** Absent keeps the frames and their times as they are. */
  frameRate?: number | undefined
  audio: SoundPlan
  tags: MetadataTags
}

/** Pixels of one frame beyond which the encoder, which holds some fifty frames, needs more than a gigabyte. */
const mostFramePixels = 2560 * 1440
/** Pixels of all frames together that two cores encode in some 50 seconds. */
const mostPixels = 1.5e9

/** How far a film has to shrink, 1 being not at all, so that it can be encoded within the memory and the time of one job. */
export const affordableScale = ({ width, height, durationSeconds }: MediaInfo, fps: number): number =>
  Math.min(1, Math.sqrt(Math.min(mostFramePixels, mostPixels / (fps * durationSeconds)) / (width * height)))

/** The nearest even length: H.264 in yuv420p has one colour for two pixels. */
export const even = (length: number): number => Math.max(2, 2 * Math.round(length / 2))

/** How many of a film's packets may be unreadable: two, or this share of them. Players leave such frames out; beyond that a film is damaged. */
const mostBadShare = 0.03

/** Throws MoodreelError `bad_media` for a film of which too little can be decoded. */
export const checkTally = ({ frames, packets, bad }: Tally): void => {
  if (frames === 0 || bad > Math.max(2, packets * mostBadShare)) throw badMedia(damagedFrames, `${bad} of ${packets} packets`)
}

interface Pumped {
  frames: AsyncGenerator<VideoSample>
  source: VideoSampleSource
  /** Brings a frame to BT.709 and the size of the new film. */
  convert(sample: VideoSample): Promise<VideoSample>
}

const encodeVideo = async ({ frames, source, convert }: Pumped) => {
  for await (using decoded of frames) {
    using converted = await convert(decoded)
    await source.add(converted)
  }
  source.close()
}

/**
 * Encodes what is shown of a film to H.264 (upright, yuv420p), and copies or encodes its sound, into an MP4 (or a MOV, by the ending of
 * `outPath`) with its index in front. Throws MoodreelError `bad_media` for a film of which too little can be decoded.
 */
export const encodeFilm = async (film: Film, outPath: string, settings: EncodeSettings): Promise<void> => {
  const { video } = film.tracks
  const { video: shown } = film.shown
  const format = outPath.toLowerCase().endsWith('.mov')
    ? new MovOutputFormat({ fastStart: 'in-memory' })
    : new Mp4OutputFormat({ fastStart: 'in-memory' })
  const output = new Output({ format, target: new FilePathTarget(outPath, { chunkSize }) })
  const tally = newTally()
  using colours = readFilmColours((await video?.getColorSpace()) ?? {})
  const work: (() => Promise<void>)[] = []
  if (video && shown) {
    const { width, height } = settings
    const source = new VideoSampleSource({
      codec: 'avc',
      quality: settings.quality,
      keyFrameInterval: 5,
      hardwareAcceleration: 'prefer-software',
      sizeChangeBehavior: 'fill',
      transform: {
        width,
        height,
        alpha: 'discard',
        ...(settings.frameRate === undefined ? {} : { frameRate: settings.frameRate }),
      },
      // The encoder leaves the colour space out; the muxer writes what stands here when this returns.
      onEncodedPacket: (_packet, meta) => {
        if (!meta?.decoderConfig) return
        meta.decoderConfig.colorSpace = bt709
        const { description } = meta.decoderConfig
        if (description instanceof Uint8Array) meta.decoderConfig.description = nameBt709(description)
      },
    })
    output.addVideoTrack(source)
    const convert = (sample: VideoSample) =>
      sample.rotation % 180 === 0 ? colours.toFilm(sample, width, height) : colours.toFilm(sample, height, width)
    const frames = shownFrames(film.file, video, { presentation: shown, filmBegins: film.begins, fps: film.info.fps || 30, tally })
    work.push(() => encodeVideo({ frames, source, convert }))
  }
  const sound = await addSound(film, output, settings.audio)
  if (sound) work.push(sound)
  output.setMetadataTags(settings.tags)
  await output.start()
  // Nothing is cancelled when one of them fails: the child that failed a job ends.
  await Promise.all(work.map((pump) => pump()))
  if (video) checkTally(tally)
  await output.finalize()
}
