import type { FileHandle } from 'node:fs/promises'
import { badMedia } from './bad-media.ts'

/** Boxes without which a film is not whole. Junk behind the last of them does no harm. */
const vital = ['moov', 'moof', 'mdat']

const readAt = async (file: FileHandle, position: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(16), position })
  return buffer.subarray(0, bytesRead)
}

/** Whether a top-level box of an ISO base media file reaches beyond the end of it. */
const boxesAreCut = async (file: FileHandle, sizeBytes: number): Promise<boolean> => {
  for (let at = 0; at + 8 <= sizeBytes; ) {
    const head = await readAt(file, at)
    const short = head.readUInt32BE(0)
    const size = short === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : short
    // 0 means: as far as the file goes.
    if (size < 8) return false
    if (at + size > sizeBytes) return vital.includes(head.toString('latin1', 4, 8))
    at += size
  }
  return false
}

/** An EBML number whose own length is told by the zeros it starts with; null when all its bits are one, which means unknown. */
const ebmlNumber = (bytes: Buffer): { value: number | null; length: number } => {
  const length = Math.clz32(bytes.readUInt8(0)) - 23
  const bits = BigInt(`0x${bytes.subarray(0, length).toString('hex')}`) & ((1n << BigInt(7 * length)) - 1n)
  return { value: bits === (1n << BigInt(7 * length)) - 1n ? null : Number(bits), length }
}

/** Whether the segment of a Matroska or WebM file reaches beyond the end of it. A recording made live does not say. */
const segmentIsCut = async (file: FileHandle, sizeBytes: number): Promise<boolean> => {
  const header = ebmlNumber((await readAt(file, 0)).subarray(4))
  const segmentAt = 4 + header.length + (header.value ?? 0)
  const segment = await readAt(file, segmentAt)
  if (segment.length < 12 || segment.toString('latin1', 0, 4) !== '\x18S\x80g') return true
  const size = ebmlNumber(segment.subarray(4))
  return size.value !== null && segmentAt + 4 + size.length + size.value > sizeBytes
}

/** Throws MoodreelError `bad_media` when a container says that it is longer than its file. A few small reads. */
export const checkWhole = async (file: FileHandle, sizeBytes: number, mediaType: string): Promise<void> => {
  const matroska = mediaType === 'video/webm' || mediaType === 'video/x-matroska'
  const isobmff = mediaType === 'video/mp4' || mediaType === 'video/quicktime' || mediaType === 'audio/mp4'
  const isCut = (matroska && (await segmentIsCut(file, sizeBytes))) || (isobmff && (await boxesAreCut(file, sizeBytes)))
  if (isCut) throw badMedia('This file is cut off, its end is missing: export or download it again and attach that.')
}
