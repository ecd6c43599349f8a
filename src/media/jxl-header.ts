import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import type { ImageHeader } from './image-facts.ts'

const damaged = say('media.damagedPicture')

/** Reads bits from the lowest up, as JPEG XL keeps them. Throws MoodreelError `bad_media` at the end. */
const createBits = (bytes: Buffer) => {
  let at = 0
  const read = (count: number): number => {
    let value = 0
    for (let bit = 0; bit < count; bit += 1) {
      const byte = bytes[at >> 3]
      if (byte === undefined) throw badMedia(damaged)
      value += ((byte >> (at & 7)) & 1) * 2 ** bit
      at += 1
    }
    return value
  }
  return read
}

/** The codestream: the whole file, or in a box of it (`jxlc`, or the first `jxlp`, which has a number in front). */
const codestream = (bytes: Buffer): Buffer => {
  if (bytes.readUInt16BE(0) === 0xff0a) return bytes
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'jxlc') return bytes.subarray(at + 8)
    if (name === 'jxlp') return bytes.subarray(at + 12)
    if (size < 8) break
    at += size
  }
  throw badMedia(damaged)
}

/** Widths by height, as `SizeHeader` numbers them from 1 (ISO/IEC 18181-1, D.2). */
const ratios = [1, 12 / 10, 4 / 3, 3 / 2, 16 / 9, 5 / 4, 2]

/** Size and orientation of a JPEG XL, and whether it moves. */
export const readJxlHeader = (bytes: Buffer): ImageHeader => {
  const read = createBits(codestream(bytes).subarray(2, 64))
  const readSize = () => {
    const small = read(1) === 1
    const side = (): number => (small ? (read(5) + 1) * 8 : read([9, 13, 18, 30][read(2)] ?? 30) + 1)
    const height = side()
    const ratio = ratios[read(3) - 1]
    return { width: ratio === undefined ? side() : Math.floor(height * ratio), height }
  }
  const still: ImageHeader = { ...readSize(), orientation: 1, motion: null }
  const allDefault = read(1) === 1
  const hasMore = !allDefault && read(1) === 1
  if (!hasMore) return still
  const orientation = read(3) + 1
  if (read(1) === 1) readSize()
  // With a preview its size would come here; nobody writes those.
  const moves = read(1) === 0 && read(1) === 1
  return { ...still, orientation, motion: moves ? { frames: 2, seconds: 0 } : null }
}
