import type { AVCodecID } from 'node-av/constants'
import { AV_CODEC_ID_AV1, AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_MJPEG, AVMEDIA_TYPE_VIDEO } from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Packet } from 'node-av/lib'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import type { HeifFile, HeifItem } from './heif-boxes.ts'
import { damagedHeif } from './heif-header.ts'
import type { FileLimits } from './job.ts'
import { overbuilt, overclaiming } from './screen-caps.ts'

/** Of one picture; 100 megapixels in tiles of 512 are 400. */
const mostTiles = 2000
/** Tiles may stick out over the edge of the picture, and they are cut there: by no more than this share of it. */
const mostTiledShare = 2

interface Coding {
  id: AVCodecID
  /** The property that sets the decoder up. */
  setup: string
}

const codings: Record<string, Coding> = {
  hvc1: { id: AV_CODEC_ID_HEVC, setup: 'hvcC' },
  hev1: { id: AV_CODEC_ID_HEVC, setup: 'hvcC' },
  av01: { id: AV_CODEC_ID_AV1, setup: 'av1C' },
  avc1: { id: AV_CODEC_ID_H264, setup: 'avcC' },
  jpeg: { id: AV_CODEC_ID_MJPEG, setup: 'jpgC' },
}

const check = (code: number, what: string): void => FFmpegError.throwIfError(code, what)

/** Decodes coded pictures that are set up alike, one after the other. */
const openDecoder = async (item: HeifItem, limits: FileLimits) => {
  const coding = codings[item.type]
  const codec = coding && Codec.findDecoder(coding.id)
  if (!codec) throw badMedia(say('media.unknownHeif'))
  const context = new CodecContext()
  context.allocContext3(codec)
  context.codecType = AVMEDIA_TYPE_VIDEO
  context.extraData = item.properties.find(({ name }) => name === coding.setup)?.data ?? null
  context.threadCount = 2
  // Whatever the file says of its size, the stream in it may say more: then the decoder ends before it takes the memory.
  context.setOption('max_pixels', String(limits.maxPixels))
  check(await context.open2(codec), 'CodecContext.open2')
  const packet = new Packet()
  packet.alloc()
  return {
    async decode(data: Buffer): Promise<Frame> {
      packet.data = data
      packet.isKeyframe = true
      check(await context.sendPacket(packet), 'sendPacket')
      packet.unref()
      check(await context.sendPacket(null), 'sendPacket')
      const frame = new Frame()
      frame.alloc()
      check(await context.receiveFrame(frame), 'receiveFrame')
      context.flushBuffers()
      return frame
    },
    free() {
      packet.free()
      context.freeContext()
    },
  }
}

/** Where one coded picture goes in the whole. */
export interface Tile {
  frame: Frame
  left: number
  top: number
}

interface Layout {
  width: number
  height: number
  columns: number
  parts: HeifItem[]
}

/** What a grid says (ISO/IEC 23008-12, 6.6.2.3), or a picture that is coded in one piece. */
const layoutOf = (item: HeifItem, file: HeifFile, limits: FileLimits): Layout => {
  const size = (of: HeifItem): [number, number] => {
    const data = of.properties.find(({ name }) => name === 'ispe')?.data
    if (!data) throw badMedia(damagedHeif)
    return [data.readUInt32BE(4), data.readUInt32BE(8)]
  }
  if (item.type !== 'grid') {
    const [width, height] = size(item)
    return { width, height, columns: 1, parts: [item] }
  }
  const data = Buffer.concat(item.extents)
  const wide = data.readUInt8(1) & 1
  const [rows, columns] = [data.readUInt8(2) + 1, data.readUInt8(3) + 1]
  const [width, height] = wide ? [data.readUInt32BE(4), data.readUInt32BE(8)] : [data.readUInt16BE(4), data.readUInt16BE(6)]
  const ids = item.references.get('dimg') ?? []
  if (rows * columns > mostTiles) throw overbuilt(`${rows * columns} tiles`)
  if (ids.length !== rows * columns) throw badMedia(damagedHeif)
  const parts = ids.map((id) => {
    const part = file.items.get(id)
    if (!part || part.type === 'grid') throw badMedia(damagedHeif)
    return part
  })
  const pixels = parts.reduce((sum, part) => sum + size(part).reduce((a, b) => a * b), 0)
  if (width * height > limits.maxPixels || pixels > mostTiledShare * Math.max(width * height, 1e6))
    throw overclaiming(`${parts.length} tiles of ${pixels} pixels for ${width}x${height}`)
  return { width, height, columns, parts }
}

/**
 * Decodes a picture of a HEIF file, tile by tile from the left and down; the receiver of a tile frees its frame. FFmpeg does it, with the
 * decoders that it has for films. Throws MoodreelError `bad_media`, and what the decoder throws.
 */
export async function* heifTiles(item: HeifItem, file: HeifFile, limits: FileLimits): AsyncGenerator<Tile> {
  const { columns, parts } = layoutOf(item, file, limits)
  const [first] = parts
  if (!first) throw badMedia(damagedHeif)
  const setup = (of: HeifItem) => of.properties.find(({ name }) => name === codings[of.type]?.setup)?.data
  let decoder = await openDecoder(first, limits)
  try {
    let [of, left, top, rowHeight] = [first, 0, 0, 0]
    for (const [index, part] of parts.entries()) {
      if (setup(part) !== setup(of) || part.type !== of.type) {
        decoder.free()
        decoder = await openDecoder(part, limits)
        of = part
      }
      if (index > 0 && index % columns === 0) {
        left = 0
        top += rowHeight
      }
      const frame = await decoder.decode(Buffer.concat(part.extents))
      const { width, height } = frame
      yield { frame, left, top }
      left += width
      rowHeight = height
    }
  } finally {
    decoder.free()
  }
}
