import { AvFrameVideoSampleResource } from '@mediabunny/server'
import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { FilePathTarget, Mp4OutputFormat, Output, Quality, VideoSample, VideoSampleSource } from 'mediabunny'
import type { AVPixelFormat } from 'node-av/constants'
import { avGetPixFmtName } from 'node-av/lib'
import { MoodreelError } from '../core/errors.ts'
import type { MediaInfo } from '../core/media.ts'
import { say } from '../core/words/sentence.ts'
import { affordableScale, even } from './affordable-size.ts'
import { badMedia } from './bad-media.ts'
import { type NamedColours, readFilmColours } from './colour.ts'
import { type Decoded, decodeTrack } from './decode-track.ts'
import { framePicture } from './frame-picture.ts'
import { nameBt709 } from './name-colours.ts'
import { rgbaSample } from './rgba-sample.ts'

/** What FFmpeg reads the frames of. */
const read: ReadonlySet<string> = new Set(['image/gif', 'image/png', 'image/webp', 'image/avif'])
const unread = say('media.unknownMotion')

/** Pixels of all frames together: a minute of work. */
const mostPixels = 6e9
const quality = new Quality('high')

/** Whether what `inspect` found is a picture that moves: a film that is kept as a GIF, PNG, WebP or AVIF. */
export const isMovingPicture = ({ kind, mediaType }: MediaInfo): boolean => kind === 'video' && mediaType.startsWith('image/')

/** Formats through which nothing shows. */
const opaque = /^(yuvj?4|gray)/
/** What a picture is coded by that names nothing: WebP always is. */
const usual: NamedColours = { matrix: 'smpte170m' }

/** A frame as it is seen, on white: a film has nothing that shows through. Takes the frame over; the caller closes what it is given. */
const onWhite = async ({ frame }: Decoded, times: { timestamp: number; duration: number }): Promise<VideoSample> => {
  const name = avGetPixFmtName(frame.format as AVPixelFormat) ?? ''
  const decoded = new VideoSample(new AvFrameVideoSampleResource(frame), times)
  if (opaque.test(name)) return decoded
  using sample = decoded
  const { codedWidth: width, codedHeight: height } = sample
  const pixels = new Uint8ClampedArray(sample.allocationSize({ format: 'RGBA' }))
  await sample.copyTo(pixels, { format: 'RGBA' })
  const context = createCanvas(width, height).getContext('2d')
  context.putImageData(new ImageData(pixels, width, height), 0, 0)
  context.globalCompositeOperation = 'destination-over'
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  return rgbaSample(context.getImageData(0, 0, width, height), times)
}

const framesOf = (path: string, { mediaType }: MediaInfo): AsyncGenerator<Decoded> =>
  decodeTrack({ path, mediaType, tracks: { video: 0, audio: null } }, { kind: 'video' })

/** The first frame of a picture that moves. Throws MoodreelError `bad_media` for one that cannot be read. */
export const firstFrameOf = async (path: string, info: MediaInfo): Promise<Canvas> => {
  using colours = readFilmColours(usual)
  if (read.has(info.mediaType)) {
    for await (const decoded of framesOf(path, info))
      return await framePicture(colours, await onWhite(decoded, { timestamp: 0, duration: 0 }))
  }
  throw badMedia(unread)
}

/**
 * Writes a picture that moves as a film, once round: H.264 in MP4. Throws MoodreelError `bad_media` for one that cannot be read, and
 * `too_large` for one that takes too long.
 */
export const writeMovingPicture = async (path: string, info: MediaInfo, outPath: string): Promise<void> => {
  if (!read.has(info.mediaType)) throw badMedia(unread)
  if (info.width * info.height * info.fps * info.durationSeconds > mostPixels)
    throw new MoodreelError('too_large', say('media.takesTooLong'))
  const scale = affordableScale(info, info.fps)
  const [width, height] = [even(info.width * scale), even(info.height * scale)]
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target: new FilePathTarget(outPath) })
  const source = new VideoSampleSource({
    codec: 'avc',
    quality,
    keyFrameInterval: 5,
    hardwareAcceleration: 'prefer-software',
    onEncodedPacket: (_packet, meta) => nameBt709(meta),
  })
  output.addVideoTrack(source)
  await output.start()
  using colours = readFilmColours(usual)
  let end = 0
  for await (const decoded of framesOf(path, info)) {
    const [timestamp, duration] = [Math.max(end, decoded.begins), decoded.seconds || 1 / info.fps]
    using seen = await onWhite(decoded, { timestamp, duration })
    end = timestamp + duration
    using converted = await colours.toFilm(seen, width, height)
    await source.add(converted)
  }
  if (end === 0) throw badMedia(unread)
  source.close()
  await output.finalize()
}
