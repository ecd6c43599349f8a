import type { AVPixelFormat } from 'node-av/constants'
import {
  AV_BUFFERSRC_FLAG_PUSH,
  AV_PIX_FMT_GBRP16LE,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUV422P,
  AV_PIX_FMT_YUV440P,
  AV_PIX_FMT_YUV444P,
  AV_PIX_FMT_YUVJ420P,
  AV_PIX_FMT_YUVJ422P,
  AV_PIX_FMT_YUVJ440P,
  AV_PIX_FMT_YUVJ444P,
  AVCOL_PRI_UNSPECIFIED,
  AVCOL_RANGE_UNSPECIFIED,
  AVCOL_SPC_UNSPECIFIED,
  AVCOL_TRC_UNSPECIFIED,
} from 'node-av/constants'
import { avGetPixFmtName, FFmpegError, Filter, type FilterContext, FilterGraph, Frame, Rational } from 'node-av/lib'
import { type FilmColours, isBt709, toBt709 } from './colour-curves.ts'

/** The colours of a frame as its planes hold them: nothing is left open. */
export interface PlaneColours extends FilmColours {
  matrix: 'bt709' | 'bt470bg' | 'smpte170m' | 'bt2020-ncl'
  fullRange: boolean
}

export interface ColourPlan {
  width: number
  height: number
  /** `film` is yuv420p of BT.709 in limited range, `still` is RGBA. */
  as: 'film' | 'still'
}

const zscaleMatrix = { bt709: '709', bt470bg: '470bg', smpte170m: '170m', 'bt2020-ncl': '2020_ncl' } as const

/** Deprecated names of formats that say with their letter J that the range is full. */
const plainFormat = new Map<number, AVPixelFormat>([
  [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUV420P],
  [AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUV422P],
  [AV_PIX_FMT_YUVJ440P, AV_PIX_FMT_YUV440P],
  [AV_PIX_FMT_YUVJ444P, AV_PIX_FMT_YUV444P],
])

/** Formats that zscale takes as they are. */
const planar = /^(yuva?4(20|22|44)p|gbra?p)(9|10|12|14|16)?(le)?$/

/** Points along each of red, green and blue in the table of colours; between them FFmpeg goes by tetrahedra. */
const tableLevel = 6
const tablePoints = tableLevel ** 2
const tableSide = tableLevel ** 3

const check = (code: number, what: string): void => FFmpegError.throwIfError(code, what)

/** The table of colours as the picture that FFmpeg's `haldclut` takes. */
const tableFrame = (colours: FilmColours): Frame => {
  const frame = new Frame()
  frame.alloc()
  frame.format = AV_PIX_FMT_GBRP16LE
  frame.width = tableSide
  frame.height = tableSide
  check(frame.getBuffer(), 'Frame.getBuffer')
  // `haldclut` of FFmpeg 8.1 takes the planes of its table for red, green and blue, though those of GBR are in another order. To give it
  // pixels in place of planes would be safe from that and costs twice the time for every frame.
  const planes = (frame.data ?? []).map((plane) => new Uint16Array(plane.buffer, plane.byteOffset, plane.byteLength >> 1))
  const strides = frame.linesize.map((bytes) => bytes >> 1)
  const convert = toBt709(colours)
  for (let at = 0; at < tableSide ** 2; at += 1) {
    const share = (divisor: number) => (Math.floor(at / divisor) % tablePoints) / (tablePoints - 1)
    const colour = convert([share(1), share(tablePoints), share(tablePoints ** 2)])
    for (const [index, plane] of planes.entries()) {
      plane[Math.floor(at / tableSide) * (strides[index] ?? 0) + (at % tableSide)] = Math.round((colour[index] ?? 0) * 65_535)
    }
  }
  return frame
}

/**
 * A chain of FFmpeg's filters that brings frames of one format, size and colour space to BT.709 and another size. It stays for all
 * frames of a film, since to build it costs more than to convert one.
 */
export interface ColourGraph {
  /** Gives a new frame, whose colours are named nowhere: what shows or encodes it names them. */
  convert(frame: Frame): Promise<Frame>
  free(): void
}

/** Takes the names of its colours off a frame, so that no filter converts by itself, and makes its pixels square. */
const nameless = (frame: Frame): void => {
  frame.colorSpace = AVCOL_SPC_UNSPECIFIED
  frame.colorRange = AVCOL_RANGE_UNSPECIFIED
  frame.colorPrimaries = AVCOL_PRI_UNSPECIFIED
  frame.colorTrc = AVCOL_TRC_UNSPECIFIED
  // Its shape is in the size that is asked for.
  frame.sampleAspectRatio = new Rational(1, 1)
}

const openGraph = async (frame: Frame, colours: PlaneColours, plan: ColourPlan): Promise<ColourGraph> => {
  const graph = new FilterGraph()
  graph.alloc()
  graph.nbThreads = 2
  let count = 0
  const filter = (name: string, options?: string): FilterContext => {
    const found = Filter.getByName(name)
    const context = found && graph.createFilter(found, `${name}${count++}`, options)
    if (!context) throw new Error(`no filter ${name}=${options}`)
    return context
  }
  const source = (width: number, height: number, format: number): FilterContext =>
    filter('buffer', `video_size=${width}x${height}:pix_fmt=${format}:time_base=1/1000000:pixel_aspect=1/1`)

  const name = avGetPixFmtName(frame.format as AVPixelFormat) ?? ''
  const isRgb = /rgb|bgr|gbr/.test(name)
  const isOdd = frame.width % 2 === 1 || frame.height % 2 === 1
  // zscale takes planes alone, and no odd number of pixels where two share one colour. Ranges named alike keep the values as they are.
  const isTaken = planar.test(name) && !(isOdd && /4(20|22)/.test(name))
  const before = isTaken ? [] : [filter('scale', 'in_range=full:out_range=full'), filter('format', isRgb ? 'gbrp16le' : 'yuv444p16le')]
  const from = isRgb
    ? 'matrixin=gbr:rangein=full'
    : `matrixin=${zscaleMatrix[colours.matrix]}:rangein=${colours.fullRange ? 'full' : 'limited'}`
  const size = `w=${plan.width}:h=${plan.height}:filter=bicubic`
  // Named alike on both sides, primaries and curves stay as they are: what there is to do about them is in the table.
  const curves = 'primariesin=709:primaries=709:transferin=709:transfer=709'
  const toRgb = [filter('zscale', `${size}:${from}:${curves}:matrix=gbr:range=full`), filter('format', 'gbrp16le')]
  const table = isBt709(colours) ? [] : [filter('haldclut', 'interp=tetrahedral')]
  const after =
    plan.as === 'still'
      ? [filter('format', 'gbrp'), filter('format', 'rgba')]
      : [filter('zscale', `matrixin=gbr:rangein=full:${curves}:matrix=709:range=limited`), filter('format', 'yuv420p')]
  const input = source(frame.width, frame.height, frame.format)
  const output = filter('buffersink')
  const chain = [input, ...before, ...toRgb, ...table, ...after, output]
  for (const [at, next] of chain.entries()) if (at > 0) check(chain[at - 1]?.link(0, next, 0) ?? -1, 'FilterContext.link')
  const [lookedUp] = table
  if (lookedUp) {
    const clut = source(tableSide, tableSide, AV_PIX_FMT_GBRP16LE)
    check(clut.link(0, lookedUp, 1), 'FilterContext.link')
    check(await graph.config(), 'FilterGraph.config')
    const colourTable = tableFrame(colours)
    check(await clut.buffersrcAddFrame(colourTable), 'buffersrcAddFrame')
    check(await clut.buffersrcAddFrame(null), 'buffersrcAddFrame')
    colourTable.free()
  } else {
    check(await graph.config(), 'FilterGraph.config')
  }

  return {
    async convert(given) {
      check(await input.buffersrcAddFrame(given, AV_BUFFERSRC_FLAG_PUSH), 'buffersrcAddFrame')
      const converted = new Frame()
      converted.alloc()
      check(await output.buffersinkGetFrame(converted), 'buffersinkGetFrame')
      nameless(converted)
      return converted
    },
    free: () => graph.free(),
  }
}

/** Converts frames whatever they are, one after the other; a new chain is built where a frame differs from the one before. */
export const createColourGraphs = () => {
  let key = ''
  let graph: ColourGraph | undefined
  return {
    /** Takes the frame over and frees it. Gives a new one. */
    async convert(frame: Frame, colours: PlaneColours, plan: ColourPlan): Promise<Frame> {
      const plain = plainFormat.get(frame.format)
      const named = plain === undefined ? colours : { ...colours, fullRange: true }
      if (plain !== undefined) frame.format = plain
      nameless(frame)
      const wanted = JSON.stringify([frame.format, frame.width, frame.height, named, plan])
      try {
        if (!graph || key !== wanted) {
          graph?.free()
          graph = undefined
          graph = await openGraph(frame, named, plan)
          key = wanted
        }
        return await graph.convert(frame)
      } finally {
        frame.free()
      }
    },
    [Symbol.dispose]: () => graph?.free(),
  }
}
