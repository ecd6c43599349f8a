import {
  Conversion,
  type ConversionAudioOptions,
  FilePathTarget,
  type InputVideoTrack,
  type MetadataTags,
  Mp4OutputFormat,
  Output,
  type Quality,
  type VideoSample,
  VideoSampleSink,
  VideoSampleSource,
} from 'mediabunny'
import type { MediaInfo } from '../core/media.ts'
import { badMedia } from './bad-media.ts'
import { bt709, readFilmColours } from './colour.ts'
import { chunkSize } from './copy-tracks.ts'
import { nameBt709 } from './name-colours.ts'
import type { OpenTracks } from './open-tracks.ts'

export interface EncodeSettings {
  /** Displayed size of the result; both even. */
  width: number
  height: number
  quality: Quality
  /** Of the source: how long a frame lasts when the source does not say. */
  fps: number
  /** Absent keeps the frames and their times as they are. */
  frameRate?: number | undefined
  audio: ConversionAudioOptions
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

const silent = 'The sound of this video cannot be decoded: export it as MP4 with AAC sound and attach that.'

interface Pumped {
  track: InputVideoTrack
  source: VideoSampleSource
  /** Of the film, in seconds: the new one begins at 0. */
  start: number
  fps: number
  /** Brings a frame to BT.709 and the size of the new film. */
  convert(sample: VideoSample): Promise<VideoSample>
}

const encodeVideo = async ({ track, source, start, fps, convert }: Pumped) => {
  const sink = new VideoSampleSink(track, { hardwareAcceleration: 'prefer-software' })
  for await (using decoded of sink.samples()) {
    const end = decoded.timestamp + (decoded.duration || 1 / fps)
    const begin = Math.max(decoded.timestamp, start)
    // What ends before the start of the film is only there to decode the rest.
    if (end <= start) continue
    decoded.setTimestamp(begin - start)
    decoded.setDuration(end - begin)
    using converted = await convert(decoded)
    await source.add(converted)
  }
  source.close()
}

/** Encodes the picture to H.264 (upright, yuv420p) and copies or encodes the sound, into an MP4 with its index in front. */
export const encodeClip = async (tracks: OpenTracks, video: InputVideoTrack, outPath: string, settings: EncodeSettings): Promise<void> => {
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new FilePathTarget(outPath, { chunkSize }) })
  using colours = readFilmColours(await video.getColorSpace())
  const source = new VideoSampleSource({
    codec: 'avc',
    quality: settings.quality,
    keyFrameInterval: 5,
    hardwareAcceleration: 'prefer-software',
    sizeChangeBehavior: 'fill',
    transform: {
      width: settings.width,
      height: settings.height,
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
  const start = Math.max(0, await tracks.input.getFirstTimestamp([video, tracks.audio].filter((track) => track !== null)))
  const sound = await Conversion.init({
    input: tracks.input,
    output,
    composable: true,
    video: { discard: true },
    audio: (track) => (track === tracks.audio ? settings.audio : { discard: true }),
    copy: { shiftTolerance: Number.POSITIVE_INFINITY },
    trim: { start },
    showWarnings: false,
  })
  if (sound.discardedTracks.some(({ reason }) => reason !== 'discarded_by_user')) throw badMedia(silent)
  output.setMetadataTags(settings.tags)
  await output.start()
  const convert = (sample: VideoSample) => {
    const { width, height } = settings
    return sample.rotation % 180 === 0 ? colours.toFilm(sample, width, height) : colours.toFilm(sample, height, width)
  }
  // Nothing is cancelled when one of them fails: the child that failed a job ends.
  await Promise.all([encodeVideo({ track: video, source, start, fps: settings.fps, convert }), sound.execute()])
  await output.finalize()
}
