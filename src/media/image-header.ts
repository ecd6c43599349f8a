import ExifReader from 'exifreader'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import { readHeifHeader } from './heif-header.ts'
import type { ImageHeader, Motion } from './image-facts.ts'
import { readJxlHeader } from './jxl-header.ts'
import { overbuilt } from './screen-caps.ts'

type Geometry = Omit<ImageHeader, 'orientation'>

/** What browsers and FFmpeg make of a frame that is to be shown for no time. */
const shownSeconds = (seconds: number): number => (seconds < 0.02 ? 0.1 : seconds)

/** Ten minutes at 30 frames a second. */
const mostFrames = 18_000

const motionOf = (seconds: number[]): Motion | null => {
  if (seconds.length > mostFrames) throw overbuilt(`${seconds.length} frames`)
  return seconds.length < 2 ? null : { frames: seconds.length, seconds: seconds.reduce((sum, one) => sum + shownSeconds(one), 0) }
}

const cut = () => badMedia(say('media.pictureCutOff'))

const readJpeg = (bytes: Buffer): Geometry => {
  let size = { width: 0, height: 0 }
  let at = 2
  for (;;) {
    if (at + 4 > bytes.length) throw cut()
    const marker = bytes.readUInt8(at + 1)
    // Fill bytes and strays between the segments, which decoders skip as well.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1
      continue
    }
    if (marker === 0xda) break
    // Start of frame: C0 to CF but for the tables C4 and CC and the reserved C8.
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && size.width === 0) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  // Inside of the scan every FF is followed by 0 or a restart, so that this is the end of the picture. Phones add more behind it.
  if (bytes.indexOf('\xff\xd9', at, 'latin1') === -1) throw cut()
  return { ...size, motion: null }
}

const readPng = (bytes: Buffer): Geometry => {
  let moves = false
  const seconds: number[] = []
  for (let at = 8; ; ) {
    if (at + 12 > bytes.length) throw cut()
    const name = bytes.toString('latin1', at + 4, at + 8)
    // Of an animation of one frame it is a still that shows.
    if (name === 'acTL') moves = bytes.readUInt32BE(at + 8) > 1
    if (name === 'fcTL') seconds.push(bytes.readUInt16BE(at + 28) / (bytes.readUInt16BE(at + 30) || 100))
    at += 12 + bytes.readUInt32BE(at)
    if (name === 'IEND') break
  }
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), motion: moves ? motionOf(seconds) : null }
}

const readWebp = (bytes: Buffer): Geometry => {
  if (bytes.readUInt32LE(4) + 8 > bytes.length) throw cut()
  const found = { width: 0, height: 0 }
  const seconds: number[] = []
  const grow = (width: number, height: number) => {
    found.width = Math.max(found.width, width)
    found.height = Math.max(found.height, height)
  }
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4)
    const data = at + 8
    if (name === 'VP8X') {
      grow(bytes.readUIntLE(data + 4, 3) + 1, bytes.readUIntLE(data + 7, 3) + 1)
    } else if (name === 'VP8 ') {
      grow(bytes.readUInt16LE(data + 6) & 0x3fff, bytes.readUInt16LE(data + 8) & 0x3fff)
    } else if (name === 'VP8L') {
      const packed = bytes.readUInt32LE(data + 1)
      grow((packed & 0x3fff) + 1, ((packed >>> 14) & 0x3fff) + 1)
    } else if (name === 'ANMF') seconds.push(bytes.readUIntLE(data + 12, 3) / 1000)
    const length = bytes.readUInt32LE(at + 4)
    at = data + length + (length & 1)
  }
  return { ...found, motion: motionOf(seconds) }
}

const readGif = (bytes: Buffer): Geometry => {
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0)
  const afterSubBlocks = (start: number) => {
    let at = start
    while (bytes.readUInt8(at) !== 0) at += 1 + bytes.readUInt8(at)
    return at + 1
  }
  let [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]
  const seconds: number[] = []
  let delay = 0
  let at = 13 + tableBytes(bytes.readUInt8(10))
  while (bytes[at] !== 0x3b) {
    if (at + 10 > bytes.length) {
      // Enough of it is there, and programs show that.
      if (seconds.length > 1) break
      throw cut()
    }
    if (bytes[at] === 0x21) {
      if (bytes[at + 1] === 0xf9) delay = bytes.readUInt16LE(at + 4) / 100
      at = afterSubBlocks(at + 2)
    } else if (bytes[at] === 0x2c) {
      seconds.push(delay)
      delay = 0
      width = Math.max(width, bytes.readUInt16LE(at + 1) + bytes.readUInt16LE(at + 5))
      height = Math.max(height, bytes.readUInt16LE(at + 3) + bytes.readUInt16LE(at + 7))
      at = afterSubBlocks(at + 10 + tableBytes(bytes.readUInt8(at + 9)) + 1)
    } else if (seconds.length > 1) {
      break
    } else {
      throw badMedia(say('media.damagedPicture'))
    }
  }
  return { width, height, motion: motionOf(seconds) }
}

const readBmp = (bytes: Buffer): Geometry => {
  // The oldest header counts in two bytes.
  const [width, height] =
    bytes.readUInt32LE(14) === 12 ? [bytes.readUInt16LE(18), bytes.readUInt16LE(20)] : [bytes.readInt32LE(18), bytes.readInt32LE(22)]
  // A height below 0 says that the rows come from the top.
  return { width: Math.max(0, width), height: Math.abs(height), motion: null }
}

const readers: Record<string, (bytes: Buffer) => Geometry> = {
  'image/jpeg': readJpeg,
  'image/png': readPng,
  'image/webp': readWebp,
  'image/gif': readGif,
  'image/bmp': readBmp,
}

/** Kinds without EXIF. */
const plain: ReadonlySet<string> = new Set(['image/gif', 'image/bmp'])

const exifOrientation = (bytes: Buffer): number => {
  try {
    const value = ExifReader.load(bytes, { expanded: true, includeTags: { exif: ['Orientation'] } }).exif?.Orientation?.value
    return typeof value === 'number' && value >= 1 && value <= 8 ? value : 1
  } catch {
    // A file without metadata, or with broken metadata, is a picture all the same.
    return 1
  }
}

/**
 * Size and orientation of a still out of the bytes of its file, of a type that `sniff` told, without decoding.
 * Throws MoodreelError `bad_media` when the end is missing, and a RangeError where a length leads nowhere.
 */
export const readImageHeader = (bytes: Buffer, mediaType: string): ImageHeader => {
  if (mediaType === 'image/avif' || mediaType === 'image/heic') return readHeifHeader(bytes, mediaType)
  if (mediaType === 'image/jxl') return readJxlHeader(bytes)
  const geometry = readers[mediaType]?.(bytes)
  if (!geometry || geometry.width === 0 || geometry.height === 0) throw badMedia(say('media.withoutSize'))
  return { ...geometry, orientation: plain.has(mediaType) ? 1 : exifOrientation(bytes) }
}
