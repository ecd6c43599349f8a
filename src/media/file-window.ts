import { readSync } from 'node:fs'
import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'

/** Bytes that are held at one time. Headers of a film lie far apart, those of its index close together. */
const windowBytes = 16_384

/** A file read a piece at a time, so that walking through a large one takes little memory. Numbers are big-endian. */
export interface FileWindow {
  sizeBytes: number
  /** A view that holds until the next call. Throws MoodreelError `bad_media` where the file has fewer bytes. */
  bytes(at: number, length: number): Buffer
  u8(at: number): number
  u32(at: number): number
  u64(at: number): number
  /** Four letters. */
  name(at: number): string
}

export const cutOff = () => badMedia(say('media.cutOff'))

/** Reads without a promise for each header: in its child nothing else waits, and a film may have a hundred thousand of them. */
export const openWindow = (fd: number, sizeBytes: number): FileWindow => {
  const held = Buffer.alloc(windowBytes)
  let start = 0
  let end = 0

  const bytes = (at: number, length: number): Buffer => {
    if (length > windowBytes) throw new RangeError(`${length} bytes are more than a window holds`)
    if (!(at >= 0) || at + length > sizeBytes) throw cutOff()
    if (at < start || at + length > end) {
      start = at
      end = at + readSync(fd, held, 0, windowBytes, at)
      if (at + length > end) throw cutOff()
    }
    return held.subarray(at - start, at - start + length)
  }

  return {
    sizeBytes,
    bytes,
    u8: (at) => bytes(at, 1).readUInt8(0),
    u32: (at) => bytes(at, 4).readUInt32BE(0),
    u64: (at) => Number(bytes(at, 8).readBigUInt64BE(0)),
    name: (at) => bytes(at, 4).toString('latin1'),
  }
}
