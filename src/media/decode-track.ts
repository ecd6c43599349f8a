import * as AV from 'node-av'
import { say, type Text } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'

/** A film's file, and what the container in it is. */
export interface FilmFile {
  path: string
  mediaType: string
  /** The tracks' numbers in their container, where its reader keeps them; else those that players choose. Null where there is none. */
  tracks: Record<TrackKind, number | null>
}

export type TrackKind = 'video' | 'audio'

/** FFmpeg's readers by what was sniffed: a file does not choose its reader, and none of these opens another file. */
const readers: Record<string, string> = {
  'video/mp4': 'mov',
  'video/quicktime': 'mov',
  'audio/mp4': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'video/mp2t': 'mpegts',
  'image/gif': 'gif',
  'image/png': 'apng',
  'image/webp': 'webp_anim',
  'image/avif': 'mov',
}

const cannotRead = say('media.unreadable')

/** An open file, for several looks into one film: to open it costs as much as to decode some frames. */
export type OpenFile = AV.FormatContext

/** Opens a film for several looks; null where its reader does not find its way back. Dispose what it returns. */
export const openForLooks = async (file: FilmFile): Promise<OpenFile | null> =>
  readers[file.mediaType] === 'mov' ? await openFile(file, false) : null

const openFile = async ({ path, mediaType }: FilmFile, ignoreEdits: boolean): Promise<AV.FormatContext> => {
  const reader = AV.InputFormat.findInputFormat(readers[mediaType] ?? '')
  if (!reader) throw badMedia(cannotRead, `no reader for ${mediaType}`)
  const context = new AV.FormatContext()
  const options = { protocol_whitelist: 'file', ...(ignoreEdits ? { ignore_editlist: 1 } : {}) }
  const opened = await context.openInput(path, reader, AV.Dictionary.fromObject(options))
  const found = opened < 0 ? opened : await context.findStreamInfo()
  if (found < 0) throw badMedia(cannotRead, new AV.FFmpegError(found))
  return context
}

/** How decoding went. */
export interface Tally {
  packets: number
  /** Packets and frames that the decoder could not make sense of. */
  bad: number
  frames: number
  /** FFmpeg's name of what the packets are in, which need not be what the container says. */
  codec: string
}

export const newTally = (): Tally => ({ packets: 0, bad: 0, frames: 0, codec: '' })

export interface DecodeOptions {
  kind: TrackKind
  /** Gives the media as it is stored, without the edits. */
  ignoreEdits?: boolean
  /** Decodes from the last key frame before this time, in seconds. */
  from?: number
  /** How many packets of the track are read; all when absent. */
  mostPackets?: number
  tally?: Tally
  /** Where it is open already; it goes on being open. */
  open?: OpenFile | null
}

/** A decoded frame of picture or sound; the receiver frees it. Seconds from the beginning of the file. */
export interface Decoded {
  frame: AV.Frame
  begins: number
  seconds: number
}

const findStream = (context: AV.FormatContext, kind: TrackKind, trackId: number | null): AV.Stream | undefined => {
  if (trackId === null) return undefined
  const type = kind === 'video' ? AV.AVMEDIA_TYPE_VIDEO : AV.AVMEDIA_TYPE_AUDIO
  const all = context.streams.filter(({ codecpar }) => codecpar.codecType === type)
  return all.find(({ id }) => id === trackId) ?? context.streams[context.findBestStream(type)] ?? all[0]
}

/** When the first of the two tracks begins, in seconds, or 0 where packets come before it. */
const filmBegins = (streams: readonly (AV.Stream | undefined)[]): number => {
  const starts = streams.flatMap((stream) => {
    if (!stream || stream.startTime === AV.AV_NOPTS_VALUE) return []
    return [(Number(stream.startTime) * stream.timeBase.num) / stream.timeBase.den]
  })
  return starts.length === 0 ? 0 : Math.max(0, Math.min(...starts))
}

const unknownCodec: Record<TrackKind, Text> = {
  video: say('media.unknownPictureCodec'),
  audio: say('media.unknownSoundCodec'),
}

const openDecoder = async ({ codecpar, timeBase }: AV.Stream, kind: TrackKind): Promise<AV.CodecContext> => {
  const codec = AV.Codec.findDecoder(codecpar.codecId)
  if (!codec) throw badMedia(unknownCodec[kind])
  const decoder = new AV.CodecContext()
  decoder.allocContext3(codec)
  AV.FFmpegError.throwIfError(decoder.parametersToContext(codecpar), 'the parameters of a track')
  decoder.pktTimebase = timeBase
  AV.FFmpegError.throwIfError(await decoder.open2(codec), 'a decoder')
  return decoder
}

/** How wide a pixel is for its height: what the container says, else the frame, else square. */
const pixelShape = (stream: AV.Stream, frame: AV.Frame): AV.Rational =>
  [stream.sampleAspectRatio, frame.sampleAspectRatio].find(({ num, den }) => num > 0 && den > 0) ?? new AV.Rational(1, 1)

/**
 * Decodes a track by FFmpeg's own reader and decoder, which know every edit but the paced ones. A packet that the decoder trips over is
 * counted and left out, as players do: the libraries' own way ends there. Throws MoodreelError `bad_media` for a file or a codec that
 * cannot be read at all.
 */
export const decodeTrack = async function* (file: FilmFile, options: DecodeOptions): AsyncGenerator<Decoded> {
  const { kind, from, mostPackets = Number.POSITIVE_INFINITY, tally = newTally() } = options
  await using own = options.open ? null : await openFile(file, options.ignoreEdits ?? false)
  const context = options.open ?? own
  if (!context) throw badMedia(cannotRead)
  const both = { video: findStream(context, 'video', file.tracks.video), audio: findStream(context, 'audio', file.tracks.audio) }
  const stream = both[kind]
  if (!stream) throw badMedia(cannotRead, `no ${kind} for FFmpeg`)
  for (const other of context.streams) other.discard = other.index === stream.index ? AV.AVDISCARD_DEFAULT : AV.AVDISCARD_ALL
  tally.codec = AV.avGetCodecName(stream.codecpar.codecId) ?? ''
  const { num, den } = stream.timeBase
  const start = options.ignoreEdits ? 0 : filmBegins([both.video, both.audio])
  using decoder = await openDecoder(stream, kind)
  using packet = new AV.Packet()
  packet.alloc()
  using frame = new AV.Frame()
  frame.alloc()
  if (from !== undefined || options.open) {
    await context.seekFrame(stream.index, BigInt(Math.floor((((from ?? 0) + start) * den) / num)), AV.AVSEEK_FLAG_BACKWARD)
  }

  const receive = async function* (): AsyncGenerator<Decoded> {
    for (;;) {
      const received = await decoder.receiveFrame(frame)
      if (received === AV.AVERROR_EAGAIN || received === AV.AVERROR_EOF) return
      if (received < 0) {
        tally.bad += 1
        return
      }
      if (frame.decodeErrorFlags !== 0 || frame.hasFlags(AV.AV_FRAME_FLAG_CORRUPT)) tally.bad += 1
      if (kind === 'video') frame.sampleAspectRatio = pixelShape(stream, frame)
      const clone = frame.clone()
      const begins = (Number(frame.bestEffortTimestamp) * num) / den - start
      const seconds = (Number(frame.duration) * num) / den
      frame.unref()
      if (!clone) throw new Error('av_frame_clone gave nothing')
      tally.frames += 1
      yield { frame: clone, begins, seconds }
    }
  }

  let read = 0
  while (read < mostPackets && (await context.readFrame(packet)) >= 0) {
    if (packet.streamIndex === stream.index) {
      read += 1
      tally.packets += 1
      const sent = await decoder.sendPacket(packet)
      if (sent < 0 && sent !== AV.AVERROR_EAGAIN) tally.bad += 1
      yield* receive()
    }
    packet.unref()
  }
  await decoder.sendPacket(null)
  yield* receive()
}
