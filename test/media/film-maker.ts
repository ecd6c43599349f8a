import { createCanvas } from '@napi-rs/canvas'
import * as AV from 'node-av'
import { type Draw, quarters } from './fixtures.ts'

/** A film as other programs write it: FFmpeg's own encoders and containers, none of our code. */
export interface MadeFilm {
  width: number
  height: number
  fps: number
  seconds: number
  /** An encoder of FFmpeg, such as `libx264`. */
  video: AV.FFVideoEncoder
  pixels?: AV.AVPixelFormat
  /** Options of that encoder. */
  videoOptions?: Record<string, string | number>
  /** An encoder of FFmpeg, such as `aac`; none for a silent film. */
  audio?: AV.FFAudioEncoder
  sampleFormat?: AV.AVSampleFormat
  /** Two of them sound alike in all but loudness: the second is half as loud. */
  channels?: 1 | 2 | 6
  /** How much later than the picture the sound begins. */
  soundDelaySeconds?: number
  /** The times of the frames in seconds; even ones when absent. */
  times?: (index: number) => number
  draw?: Draw
  profile?: AV.AVProfile
  /** The name of the sample entry, such as `hvc1`. */
  tag?: string
  /** Options of the container. */
  container?: Record<string, string | number>
  tags?: Record<string, string>
}

const sampleRate = 48_000
/** Of pictures: fine enough for the frames of every rate, and taken by every container here. */
const pictureBase = { num: 1, den: 12_800 }

interface Encoded {
  context: AV.CodecContext
  packets: { packet: AV.Packet; seconds: number }[]
}

const encode = async (
  encoder: string,
  set: (context: AV.CodecContext) => void,
  options: Record<string, string | number>,
  packetDuration: bigint,
  frames: (frameSize: number) => Iterable<AV.Frame>,
): Promise<Encoded> => {
  const codec = AV.Codec.findEncoderByName(encoder as AV.FFEncoderCodec)
  if (!codec) throw new Error(`FFmpeg has no ${encoder} here`)
  const context = new AV.CodecContext()
  context.allocContext3(codec)
  context.threadCount = 1
  set(context)
  // Not `open2Sync` and `writeHeaderSync`: those of node-av 6.1 free the options twice.
  AV.FFmpegError.throwIfError(await context.open2(codec, AV.Dictionary.fromObject(options)), encoder)
  const packets: Encoded['packets'] = []
  const receive = () => {
    for (;;) {
      const packet = new AV.Packet()
      packet.alloc()
      if (context.receivePacketSync(packet) < 0) return packet.free()
      if (packet.duration === 0n && packetDuration > 0n) packet.duration = packetDuration
      packets.push({ packet, seconds: (Number(packet.dts) * context.timeBase.num) / context.timeBase.den })
    }
  }
  for (const frame of frames(context.frameSize || 1024)) {
    AV.FFmpegError.throwIfError(context.sendFrameSync(frame), encoder)
    frame.free()
    receive()
  }
  context.sendFrameSync(null)
  receive()
  return { context, packets }
}

const pictures = function* ({
  width,
  height,
  fps,
  seconds,
  draw = quarters,
  times,
  pixels = AV.AV_PIX_FMT_YUV420P,
}: MadeFilm): Generator<AV.Frame> {
  const count = Math.round(seconds * fps)
  const context = createCanvas(width, height).getContext('2d')
  using scaler = new AV.SoftwareScaleContext()
  scaler.getContext(width, height, AV.AV_PIX_FMT_RGBA, width, height, pixels, AV.SWS_BICUBIC)
  for (let index = 0; index < count; index += 1) {
    draw(context, width, height, index, count)
    const bytes = Buffer.from(context.getImageData(0, 0, width, height).data)
    using drawn = AV.Frame.fromVideoBuffer(bytes, { width, height, format: AV.AV_PIX_FMT_RGBA })
    const frame = new AV.Frame()
    frame.alloc()
    frame.width = width
    frame.height = height
    frame.format = pixels
    AV.FFmpegError.throwIfError(frame.getBuffer(), 'a picture')
    AV.FFmpegError.throwIfError(scaler.scaleFrameSync(frame, drawn), 'a picture')
    const at = (which: number) => BigInt(Math.round((times ? times(which) : which / fps) * pictureBase.den))
    frame.pts = at(index)
    frame.duration = at(index + 1) - at(index)
    yield frame
  }
}

const writeSample: Record<number, (bytes: Buffer, value: number, at: number) => void> = {
  [AV.AV_SAMPLE_FMT_FLT]: (bytes, value, at) => bytes.writeFloatLE(value, at * 4),
  [AV.AV_SAMPLE_FMT_FLTP]: (bytes, value, at) => bytes.writeFloatLE(value, at * 4),
  [AV.AV_SAMPLE_FMT_S16]: (bytes, value, at) => bytes.writeInt16LE(Math.round(value * 32_767), at * 2),
  [AV.AV_SAMPLE_FMT_S16P]: (bytes, value, at) => bytes.writeInt16LE(Math.round(value * 32_767), at * 2),
}
const planar: ReadonlySet<number> = new Set([AV.AV_SAMPLE_FMT_FLTP, AV.AV_SAMPLE_FMT_S16P])
const layouts = { 1: AV.AV_CHANNEL_LAYOUT_MONO, 2: AV.AV_CHANNEL_LAYOUT_STEREO, 6: AV.AV_CHANNEL_LAYOUT_5POINT1 }

const tone = function* (film: MadeFilm, format: AV.AVSampleFormat, size: number): Generator<AV.Frame> {
  const { seconds, soundDelaySeconds = 0, channels = 1 } = film
  const total = Math.round((seconds - soundDelaySeconds) * sampleRate)
  const write = writeSample[format]
  for (let at = 0; at < total; at += size) {
    const nbSamples = Math.min(size, total - at)
    const bytes = Buffer.alloc(nbSamples * channels * (format === AV.AV_SAMPLE_FMT_S16 || format === AV.AV_SAMPLE_FMT_S16P ? 2 : 4))
    for (let channel = 0; channel < channels; channel += 1) {
      for (let index = 0; index < nbSamples; index += 1) {
        const value = Math.sin(((at + index) * 440 * 2 * Math.PI) / sampleRate) / (channel === 1 ? 8 : 4)
        write?.(bytes, value, planar.has(format) ? channel * nbSamples + index : index * channels + channel)
      }
    }
    yield AV.Frame.fromAudioBuffer(bytes, {
      nbSamples,
      format,
      sampleRate,
      channelLayout: layouts[channels],
      timeBase: { num: 1, den: sampleRate },
      pts: BigInt(at + Math.round(soundDelaySeconds * sampleRate)),
    })
  }
}

/** Writes a film into the container that `path` ends with: mp4, mov, mkv, webm, ts, flv, avi. */
export const makeFilm = async (path: string, film: MadeFilm): Promise<void> => {
  AV.Log.setLevel(AV.AV_LOG_ERROR)
  const { sampleFormat = AV.AV_SAMPLE_FMT_FLTP, audio } = film
  const setCommon = (context: AV.CodecContext): void => {
    if (!/\.(ts|avi)$/.test(path)) context.setFlags(AV.AV_CODEC_FLAG_GLOBAL_HEADER)
  }
  const encoded = [
    await encode(
      film.video,
      (context) => {
        setCommon(context)
        context.width = film.width
        context.height = film.height
        context.pixelFormat = film.pixels ?? AV.AV_PIX_FMT_YUV420P
        context.timeBase = new AV.Rational(pictureBase.num, pictureBase.den)
        context.framerate = new AV.Rational(Math.round(film.fps * 1000), 1000)
        context.gopSize = Math.round(film.fps)
        context.bitRate = 400_000n
        context.profile = film.profile ?? context.profile
      },
      film.videoOptions ?? {},
      BigInt(Math.round(pictureBase.den / film.fps)),
      () => pictures(film),
    ),
  ]
  if (audio) {
    encoded.push(
      await encode(
        audio,
        (context) => {
          setCommon(context)
          context.sampleRate = sampleRate
          context.sampleFormat = sampleFormat
          context.channelLayout = layouts[film.channels ?? 1]
          context.timeBase = new AV.Rational(1, sampleRate)
          context.bitRate = 64_000n
        },
        {},
        0n,
        (frameSize) => tone(film, sampleFormat, frameSize),
      ),
    )
  }
  await using output = new AV.FormatContext()
  AV.FFmpegError.throwIfError(output.allocOutputContext2(null, null, path), path)
  AV.FFmpegError.throwIfError(output.openOutputSync(), path)
  const streams = encoded.map(({ context }) => {
    const stream = output.newStream()
    stream.codecpar.fromContext(context)
    stream.timeBase = context.timeBase
    if (film.tag && context.codecType === AV.AVMEDIA_TYPE_VIDEO) stream.codecpar.codecTag = film.tag
    return stream
  })
  if (film.tags) output.metadata = AV.Dictionary.fromObject(film.tags)
  AV.FFmpegError.throwIfError(await output.writeHeader(AV.Dictionary.fromObject(film.container ?? {})), path)
  const all = encoded.flatMap(({ packets, context }, index) => packets.map((one) => ({ ...one, context, index })))
  for (const { packet, context, index } of all.sort((a, b) => a.seconds - b.seconds)) {
    packet.streamIndex = index
    packet.rescaleTs(context.timeBase, streams[index]?.timeBase ?? context.timeBase)
    AV.FFmpegError.throwIfError(output.interleavedWriteFrameSync(packet), path)
    packet.free()
  }
  AV.FFmpegError.throwIfError(output.writeTrailerSync(), path)
  output.closeOutputSync()
  for (const { context } of encoded) context.freeContext()
}
