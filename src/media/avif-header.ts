import { badMedia } from './bad-media.ts'
import type { ImageHeader } from './image-header.ts'

interface Box {
  name: string
  start: number
  end: number
}

/** The boxes of an ISO base media file between two offsets. */
const boxes = (bytes: Buffer, from: number, to: number): Box[] => {
  const found: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    const size = bytes.readUInt32BE(at)
    if (size < 8) break
    found.push({ name: bytes.toString('latin1', at + 4, at + 8), start: at + 8, end: Math.min(at + size, to) })
    at += size
  }
  return found
}

const child = (bytes: Buffer, parent: Box | undefined, name: string, skip = 0): Box | undefined =>
  parent && boxes(bytes, parent.start + skip, parent.end).find((box) => box.name === name)

/** What `irot` counts in quarter turns against the clock, as EXIF counts it. */
const orientations = [1, 8, 3, 6]

/**
 * Reads the item properties of an AVIF file (ISO/IEC 23008-12): the largest `ispe` is the picture, a smaller one a tile
 * or a thumbnail. Mirroring (`imir`) does not change the size and is left to the decoder, which applies both.
 */
export const readAvifHeader = (bytes: Buffer): ImageHeader => {
  const top = boxes(bytes, 0, bytes.length)
  const meta = top.find((box) => box.name === 'meta')
  const properties = child(bytes, child(bytes, meta, 'iprp', 4), 'ipco')
  let [width, height, orientation] = [0, 0, 1]
  for (const { name, start } of properties ? boxes(bytes, properties.start, properties.end) : []) {
    if (name === 'irot') orientation = orientations[bytes.readUInt8(start) & 3] ?? 1
    if (name !== 'ispe') continue
    width = Math.max(width, bytes.readUInt32BE(start + 4))
    height = Math.max(height, bytes.readUInt32BE(start + 8))
  }
  if (width === 0 || height === 0) throw badMedia('This AVIF picture is damaged: save it as JPEG or PNG and attach that.')
  const brands = bytes.toString('latin1', 8, top[0]?.end ?? 12)
  return { width, height, orientation, animated: brands.includes('avis') }
}
