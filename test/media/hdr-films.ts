import type { AVPixelFormat } from 'node-av/constants'
import {
  AV_CODEC_FLAG_GLOBAL_HEADER,
  AV_LOG_ERROR,
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV420P10LE,
  AVCOL_PRI_BT709,
  AVCOL_PRI_BT2020,
  AVCOL_PRI_SMPTE432,
  AVCOL_PRI_UNSPECIFIED,
  AVCOL_RANGE_JPEG,
  AVCOL_RANGE_MPEG,
  AVCOL_SPC_BT709,
  AVCOL_SPC_BT2020_NCL,
  AVCOL_SPC_SMPTE170M,
  AVCOL_SPC_UNSPECIFIED,
  AVCOL_TRC_ARIB_STD_B67,
  AVCOL_TRC_BT709,
  AVCOL_TRC_SMPTE2084,
  AVCOL_TRC_UNSPECIFIED,
} from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, FormatContext, Frame, Log, Packet, Rational } from 'node-av/lib'

export type Rgb = [red: number, green: number, blue: number]

/** Names of FFmpeg's constants for what a film says of itself. */
const primaries = { none: AVCOL_PRI_UNSPECIFIED, bt709: AVCOL_PRI_BT709, bt2020: AVCOL_PRI_BT2020, p3: AVCOL_PRI_SMPTE432 }
const transfers = { none: AVCOL_TRC_UNSPECIFIED, bt709: AVCOL_TRC_BT709, hlg: AVCOL_TRC_ARIB_STD_B67, pq: AVCOL_TRC_SMPTE2084 }
const matrices = { none: AVCOL_SPC_UNSPECIFIED, bt709: AVCOL_SPC_BT709, bt601: AVCOL_SPC_SMPTE170M, bt2020: AVCOL_SPC_BT2020_NCL }
/** The shares of red and blue in brightness (ITU-T H.273). */
const shares = { bt709: [0.2126, 0.0722], bt601: [0.299, 0.114], bt2020: [0.2627, 0.0593] } as const

export interface HdrFilm {
  /** `libx265`, `libx264`, `libsvtav1`, `libvpx-vp9`. */
  encoder?: string
  bits?: 8 | 10
  width?: number
  height?: number
  frames?: number
  primaries: keyof typeof primaries
  transfer: keyof typeof transfers
  /** By which the planes are made; named in the film unless `nameless`. */
  matrix: keyof typeof shares
  nameless?: boolean
  fullRange?: boolean
  /** Brightness alone, of 8 bits. */
  grey?: boolean
  x265?: string
  /** The film's signal R'G'B' from 0 to 1 at a place, in shares of width and height. */
  paint(x: number, y: number): Rgb
}

const check = (code: number): void => FFmpegError.throwIfError(code, 'making a film')

const paintFrame = (film: Required<Pick<HdrFilm, 'bits' | 'width' | 'height'>> & HdrFilm, format: AVPixelFormat): Frame => {
  const { bits, width, height, matrix, fullRange = false } = film
  const frame = new Frame()
  frame.alloc()
  frame.format = format
  frame.width = width
  frame.height = height
  check(frame.getBuffer())
  const [red, blue] = shares[matrix]
  const scale = 2 ** (bits - 8)
  const most = 2 ** bits - 1
  const [black, lumaSpan, chromaSpan] = fullRange ? [0, most, most] : [16 * scale, 219 * scale, 224 * scale]
  const planes = (frame.data ?? []).map((plane) =>
    bits === 8 ? plane : new Uint16Array(plane.buffer, plane.byteOffset, plane.byteLength >> 1),
  )
  const strides = frame.linesize.map((bytes) => bytes / (bits === 8 ? 1 : 2))
  const put = (plane: number, x: number, y: number, value: number) => {
    const target = planes[plane]
    if (target) target[y * (strides[plane] ?? 0) + x] = Math.round(Math.min(most, Math.max(0, value)))
  }
  const yuv = ([r, g, b]: Rgb) => {
    const luma = red * r + (1 - red - blue) * g + blue * b
    return [luma, (b - luma) / (2 * (1 - blue)), (r - luma) / (2 * (1 - red))] as const
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) put(0, x, y, black + lumaSpan * yuv(film.paint((x + 0.5) / width, (y + 0.5) / height))[0])
  for (let y = 0; y < (height + 1) >> 1; y += 1) {
    for (let x = 0; x < (width + 1) >> 1; x += 1) {
      const [, u, v] = yuv(film.paint((2 * x + 1) / width, (2 * y + 1) / height))
      put(1, x, y, 128 * scale + chromaSpan * u)
      put(2, x, y, 128 * scale + chromaSpan * v)
    }
  }
  return frame
}

/** A film whose planes are exactly what is asked for, tagged in its stream and in its container (by the ending of `path`). */
export const makeHdrFilm = async (path: string, given: HdrFilm): Promise<void> => {
  Log.setLevel(AV_LOG_ERROR)
  const film = { encoder: 'libx265', bits: 10, width: 160, height: 96, frames: 4, ...given } as const
  const format = film.grey ? AV_PIX_FMT_GRAY8 : film.bits === 8 ? AV_PIX_FMT_YUV420P : AV_PIX_FMT_YUV420P10LE
  const codec = Codec.findEncoderByName(film.encoder as Parameters<typeof Codec.findEncoderByName>[0])
  if (!codec) throw new Error(`no ${film.encoder}`)
  await using output = new FormatContext()
  check(output.allocOutputContext2(null, null, path))
  const context = new CodecContext()
  context.allocContext3(codec)
  context.width = film.width
  context.height = film.height
  context.pixelFormat = format
  context.timeBase = new Rational(1, 10)
  context.framerate = new Rational(10, 1)
  context.bitRate = 4_000_000n
  const named = film.nameless !== true
  context.colorPrimaries = named ? primaries[film.primaries] : AVCOL_PRI_UNSPECIFIED
  context.colorTrc = named ? transfers[film.transfer] : AVCOL_TRC_UNSPECIFIED
  context.colorSpace = named ? matrices[film.matrix] : AVCOL_SPC_UNSPECIFIED
  context.colorRange = film.fullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
  context.setFlags(AV_CODEC_FLAG_GLOBAL_HEADER)
  if (film.encoder === 'libx265') context.setOption('x265-params', `log-level=none:${film.x265 ?? ''}`)
  if (film.encoder === 'libsvtav1') process.env.SVT_LOG = '1'
  check(await context.open2())
  const stream = output.newStream()
  check(stream.codecpar.fromContext(context))
  if (film.encoder === 'libx265') stream.codecpar.codecTag = 'hvc1'
  stream.timeBase = context.timeBase
  check(await output.openOutput())
  check(await output.writeHeader())
  const packet = new Packet()
  packet.alloc()
  const drain = async () => {
    while ((await context.receivePacket(packet)) >= 0) {
      // Without it the last frame lasts no time, and an edit list cuts it off.
      packet.duration = 1n
      packet.rescaleTs(context.timeBase, stream.timeBase)
      packet.streamIndex = stream.index
      check(await output.interleavedWriteFrame(packet))
    }
  }
  const frame = paintFrame(film, format)
  frame.colorRange = context.colorRange
  frame.colorSpace = context.colorSpace
  frame.colorPrimaries = context.colorPrimaries
  frame.colorTrc = context.colorTrc
  for (let index = 0; index < film.frames; index += 1) {
    frame.pts = BigInt(index)
    frame.duration = 1n
    check(await context.sendFrame(frame))
    await drain()
  }
  check(await context.sendFrame(null))
  await drain()
  check(await output.writeTrailer())
  await output.closeOutput()
  frame.free()
  packet.free()
  context.freeContext()
}

/**
 * The film with the box in which its container says that it is Dolby Vision too (`dvvC`, ISO/IEC 14496-15 as extended by Dolby): 8.1 has
 * HDR10 below, 8.4 HLG. Its index has to lie behind its frames, whose places then stay as they are.
 */
export const withDolbyVision = (film: Buffer, { profile, compatibility }: { profile: number; compatibility: number }): Buffer => {
  const record = Buffer.alloc(24)
  record.set([1, 0, profile << 1, (1 << 3) | 0b101, compatibility << 4])
  const box = Buffer.concat([Buffer.from([0, 0, 0, 32]), Buffer.from('dvvC'), record])
  const grown = Buffer.from(film)
  let [from, to] = [0, film.length]
  for (const name of ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd', 'hvc1']) {
    let at = from
    while (at + 8 <= to && film.toString('latin1', at + 4, at + 8) !== name) at += film.readUInt32BE(at)
    grown.writeUInt32BE(film.readUInt32BE(at) + box.length, at)
    to = at + film.readUInt32BE(at)
    from = at + 8 + (name === 'stsd' ? 8 : 0)
  }
  return Buffer.concat([grown.subarray(0, to), box, grown.subarray(to)])
}
