import * as AV from 'node-av'

/** The mean of a picture in red, green and blue. */
export type Colour = readonly [red: number, green: number, blue: number]

/** What FFmpeg reads in a film, by its own demuxers and decoders: none of our code, and no edit list ignored. */
export interface FilmRead {
  width: number
  height: number
  /** As shown: after the turn that the container asks for. */
  quarters: Colour[]
  meanColour: Colour
  frames: number
  /** Start of the first frame, and the end of the last. */
  begins: number
  ends: number
  /** When the sound begins; null where there is none. */
  soundBegins: number | null
  soundEnds: number | null
  pixels: AV.AVPixelFormat
  profile: number
  level: number
}

const mean = (colours: readonly Colour[]): Colour => {
  const of = (index: 0 | 1 | 2) => colours.reduce((sum, colour) => sum + colour[index], 0) / colours.length
  return [of(0), of(1), of(2)]
}

/** The mean of a part of a picture in 8-bit 4:4:4, by the matrix that it names or, below 720 lines, BT.601. */
const meanOf = (
  frame: AV.Frame,
  planes: Buffer[],
  strides: number[],
  matrix: AV.AVColorSpace,
  full: boolean,
  [left, top, right, bottom]: number[],
): Colour => {
  const [y = 0, u = 0, v = 0] = planes.slice(0, 3).map((plane, index) => {
    let sum = 0
    for (let row = top ?? 0; row < (bottom ?? 0); row += 1)
      for (let at = left ?? 0; at < (right ?? 0); at += 1) sum += plane[row * (strides[index] ?? 0) + at] ?? 0
    return sum / (((right ?? 0) - (left ?? 0)) * ((bottom ?? 0) - (top ?? 0)))
  })
  const hd = matrix === AV.AVCOL_SPC_BT709 || (matrix === AV.AVCOL_SPC_UNSPECIFIED && frame.height >= 720)
  const [red, blue] = hd ? [0.2126, 0.0722] : [0.299, 0.114]
  const green = 1 - red - blue
  const light = full ? y : ((y - 16) * 255) / 219
  const [b, r] = [u, v].map((value) => (value - 128) * (full ? 1 : 255 / 224) * 2) as [number, number]
  const [redness, blueness] = [r * (1 - red), b * (1 - blue)]
  return [light + redness, light - (redness * red + blueness * blue) / green, light + blueness]
}

const coloursOf = (frame: AV.Frame): { quarters: Colour[]; whole: Colour } => {
  const { width, height } = frame
  using scaler = new AV.SoftwareScaleContext()
  const full = frame.colorRange === AV.AVCOL_RANGE_JPEG
  scaler.getContext(
    width,
    height,
    frame.format as AV.AVPixelFormat,
    width,
    height,
    full ? AV.AV_PIX_FMT_YUVJ444P : AV.AV_PIX_FMT_YUV444P,
    AV.SWS_BICUBIC,
  )
  using plain = new AV.Frame()
  plain.alloc()
  plain.width = width
  plain.height = height
  plain.format = full ? AV.AV_PIX_FMT_YUVJ444P : AV.AV_PIX_FMT_YUV444P
  AV.FFmpegError.throwIfError(plain.getBuffer())
  AV.FFmpegError.throwIfError(scaler.scaleFrameSync(plain, frame))
  const [planes, strides] = [plain.data ?? [], plain.linesize]
  const [x, y] = [Math.floor(width / 2), Math.floor(height / 2)]
  const of = (...area: number[]) => meanOf(frame, planes, strides, frame.colorSpace, full, area)
  return { quarters: [of(0, 0, x, y), of(x, 0, width, y), of(x, y, width, height), of(0, y, x, height)], whole: of(0, 0, width, height) }
}

/** The clockwise turn that a display matrix (ISO/IEC 14496-12, 6.2.2) asks for, in quarters. */
const quarterTurns = (matrix: Buffer | null): number => {
  if (!matrix) return 0
  const angle = (Math.atan2(matrix.readInt32LE(4), matrix.readInt32LE(0)) * 180) / Math.PI
  return (Math.round(angle / 90) + 4) % 4
}

/** Reads a film from its first to its last frame. */
export const readFilm = async (path: string): Promise<FilmRead> => {
  AV.Log.setLevel(AV.AV_LOG_QUIET)
  await using input = new AV.FormatContext()
  AV.FFmpegError.throwIfError(await input.openInput(path), path)
  AV.FFmpegError.throwIfError(await input.findStreamInfo(), path)
  const pictureIndex = input.findBestStream(AV.AVMEDIA_TYPE_VIDEO)
  const soundIndex = input.findBestStream(AV.AVMEDIA_TYPE_AUDIO)
  const picture = input.streams[pictureIndex]
  if (!picture) throw new Error('no picture')
  const codec = AV.Codec.findDecoder(picture.codecpar.codecId)
  if (!codec) throw new Error('no decoder')
  using context = new AV.CodecContext()
  context.allocContext3(codec)
  context.parametersToContext(picture.codecpar)
  context.pktTimebase = picture.timeBase
  AV.FFmpegError.throwIfError(await context.open2(codec), path)
  const seconds = (time: bigint, index: number) => {
    const base = input.streams[index]?.timeBase ?? { num: 0, den: 1 }
    return (Number(time) * base.num) / base.den
  }
  using packet = new AV.Packet()
  packet.alloc()
  using frame = new AV.Frame()
  frame.alloc()
  const means: Colour[] = []
  let [first, begins, ends, frames]: [Colour[], number, number, number] = [[], Number.POSITIVE_INFINITY, 0, 0]
  let [soundBegins, soundEnds]: [number | null, number | null] = [null, null]
  const receive = async () => {
    while ((await context.receiveFrame(frame)) >= 0) {
      const colours = coloursOf(frame)
      if (frames === 0) first = colours.quarters
      means.push(colours.whole)
      frames += 1
      const start = seconds(frame.bestEffortTimestamp, pictureIndex)
      begins = Math.min(begins, start)
      ends = Math.max(ends, start + seconds(frame.duration, pictureIndex))
      frame.unref()
    }
  }
  while ((await input.readFrame(packet)) >= 0) {
    if (packet.streamIndex === pictureIndex) {
      await context.sendPacket(packet)
      await receive()
    } else if (packet.streamIndex === soundIndex && !packet.hasFlags(AV.AV_PKT_FLAG_DISCARD)) {
      const start = seconds(packet.pts, soundIndex)
      soundBegins = Math.max(0, Math.min(soundBegins ?? start, start))
      soundEnds = Math.max(soundEnds ?? 0, start + seconds(packet.duration, soundIndex))
    }
    packet.unref()
  }
  await context.sendPacket(null)
  await receive()
  const turns = quarterTurns(picture.codecpar.getCodedSideData(AV.AV_PKT_DATA_DISPLAYMATRIX))
  const turned = first.map((_, index) => first[(index - turns + 4) % 4] ?? ([0, 0, 0] as const))
  const { width, height, format, profile, level } = picture.codecpar
  const [shownWidth, shownHeight] = turns % 2 === 0 ? [width, height] : [height, width]
  const size = { width: shownWidth, height: shownHeight }
  return {
    ...size,
    quarters: turned,
    meanColour: mean(means),
    frames,
    begins,
    ends,
    soundBegins,
    soundEnds,
    pixels: format as AV.AVPixelFormat,
    profile,
    level,
  }
}
