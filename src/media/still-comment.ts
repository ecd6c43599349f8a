import { crc32 } from 'node:zlib'

/** What a still says about itself: to programs, and to those who look at its properties. */
export interface StillWords {
  title: string
  comment: string
}

interface Piece {
  /** A chunk's name, or a segment's marker as a number in decimals. */
  name: string
  start: number
  end: number
}

/** https://www.w3.org/TR/png-3/#5Chunk-layout: length, name, data, checksum. */
function* pngChunks(png: Buffer): Generator<Piece> {
  for (let start = 8; start + 12 <= png.length; ) {
    const end = Math.min(png.length, start + 12 + png.readUInt32BE(start))
    yield { name: png.toString('latin1', start + 4, start + 8), start, end }
    start = end
  }
}

/** What is needed to show a PNG; everything else is somebody's words, times or thumbnails. */
const shownChunks: ReadonlySet<string> = new Set('IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD pHYs'.split(' '))

const pngChunk = (name: string, data: Buffer): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const bytes = Buffer.alloc(body.length + 8)
  bytes.writeUInt32BE(data.length)
  body.copy(bytes, 4)
  bytes.writeUInt32BE(crc32(body), body.length + 4)
  return bytes
}

/** https://www.w3.org/TR/png-3/#11iTXt: keyword, not compressed, no language, no translated keyword, text in UTF-8. */
const textHead = (keyword: string): Buffer => Buffer.from(`${keyword}\0\0\0\0\0`, 'latin1')
const textChunk = (keyword: string, text: string): Buffer => pngChunk('iTXt', Buffer.concat([textHead(keyword), Buffer.from(text)]))

const pngWith = (png: Buffer, { title, comment }: StillWords): Buffer => {
  const chunks = [...pngChunks(png)].filter(({ name }) => shownChunks.has(name)).map(({ start, end }) => png.subarray(start, end))
  const [header = Buffer.alloc(0), ...rest] = chunks
  return Buffer.concat([png.subarray(0, 8), header, textChunk('Title', title), textChunk('Comment', comment), ...rest])
}

const pngComment = (png: Buffer): string | undefined => {
  const head = textHead('Comment')
  for (const { name, start, end } of pngChunks(png)) {
    if (name === 'iTXt' && png.indexOf(head, start + 8) === start + 8) return png.toString('utf8', start + 8 + head.length, end - 4)
  }
  return undefined
}

const startOfScan = 0xda
const endOfImage = 0xd9
const commentMarker = 0xfe
/** A segment counts its length in two bytes, these included. */
const longestSegment = 65_533

/** Where the next marker begins behind the data of a scan, in which FF stands before 0 and restarts only. */
const afterScan = (jpeg: Buffer, from: number): number => {
  for (let at = jpeg.indexOf(0xff, from); at !== -1 && at + 1 < jpeg.length; at = jpeg.indexOf(0xff, at + 1)) {
    const next = jpeg.readUInt8(at + 1)
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
  }
  return jpeg.length
}

/** The segments of a JPEG up to its end, each scan with its data. https://www.w3.org/Graphics/JPEG/itu-t81.pdf, annex B */
function* jpegSegments(jpeg: Buffer): Generator<Piece> {
  for (let start = 2; start + 4 <= jpeg.length; ) {
    const marker = jpeg.readUInt8(start + 1)
    // Fill bytes and strays between the segments, which decoders skip as well.
    if (jpeg[start] !== 0xff || marker === 0xff || marker === 0) {
      start += 1
      continue
    }
    if (marker === endOfImage) return
    const body = Math.min(jpeg.length, start + 2 + jpeg.readUInt16BE(start + 2))
    const end = marker === startOfScan ? afterScan(jpeg, body) : body
    yield { name: String(marker), start, end }
    start = end
  }
}

/** What is not needed to show a JPEG: comments, and what programs add, but for JFIF (APP0), the colour profile (APP2) and Adobe's colours (APP14). */
const isShown = ({ name }: Piece): boolean => {
  const marker = Number(name)
  if (marker === commentMarker) return false
  return marker < 0xe0 || marker > 0xef || [0xe0, 0xe2, 0xee].includes(marker)
}

const jpegWith = (jpeg: Buffer, { comment }: StillWords): Buffer => {
  const text = Buffer.from(comment)
  const comments: Buffer[] = []
  for (let at = 0; at < text.length; at += longestSegment) {
    const part = text.subarray(at, at + longestSegment)
    comments.push(Buffer.from([0xff, commentMarker, (part.length + 2) >> 8, (part.length + 2) & 255]), part)
  }
  const segments = [...jpegSegments(jpeg)].filter(isShown).map(({ start, end }) => jpeg.subarray(start, end))
  // JFIF has to come first of all.
  const isJfif = segments[0]?.[1] === 0xe0
  const [front, rest] = isJfif ? [segments.slice(0, 1), segments.slice(1)] : [[], segments]
  return Buffer.concat([jpeg.subarray(0, 2), ...front, ...comments, ...rest, Buffer.from([0xff, endOfImage])])
}

/** A long comment stands in several segments. */
const jpegComment = (jpeg: Buffer): string | undefined => {
  const parts: Buffer[] = []
  for (const { name, start, end } of jpegSegments(jpeg)) if (Number(name) === commentMarker) parts.push(jpeg.subarray(start + 4, end))
  return parts.length === 0 ? undefined : Buffer.concat(parts).toString('utf8')
}

const kinds: Readonly<
  Record<string, { read: (bytes: Buffer) => string | undefined; write: (bytes: Buffer, words: StillWords) => Buffer }>
> = {
  'image/png': { read: pngComment, write: pngWith },
  'image/jpeg': { read: jpegComment, write: jpegWith },
}

/** The comment of a PNG (`iTXt`, as we write it) or JPEG (COM); undefined where there is none, and for pictures of other kinds. */
export const readStillComment = (bytes: Buffer, mediaType: string): string | undefined => kinds[mediaType]?.read(bytes)

/** A PNG or JPEG with these words in place of all metadata of its maker; not a pixel and not a colour profile is touched. A JPEG has no title. */
export const writeStillWords = (bytes: Buffer, mediaType: string, words: StillWords): Buffer => {
  const kind = kinds[mediaType]
  if (!kind) throw new TypeError(`words were to be written into a file of the type ${mediaType}`)
  return kind.write(bytes, words)
}
