import { inflateSync } from 'node:zlib'
import { createCounter, overbuilt } from './screen-caps.ts'

/** Far above what cameras and programs write: 40 megapixels in pieces of 4 KB are some 40,000. */
const caps = { pieces: 100_000, 'packed texts': 64, scans: 100 } as const
/** A progressive picture has some ten scans, and each is a walk over all of its pixels. */
const mostScannedPixels = 1e9
/** Of a colour profile or a text, unpacked. */
const mostUnpackedBytes = 8e6
/** Of one block of metadata. */
const mostMetadataBytes = 16e6

const zeroAfter = (bytes: Buffer, at: number, end: number): number => {
  const found = bytes.subarray(at, end).indexOf(0)
  return found === -1 ? end : at + found
}

/** Where the packed part of a chunk begins; null when it has none. */
const packedAt: Record<string, (bytes: Buffer, at: number, end: number) => number | null> = {
  // A name, a zero, the method.
  zTXt: (bytes, at, end) => zeroAfter(bytes, at, end) + 2,
  iCCP: (bytes, at, end) => zeroAfter(bytes, at, end) + 2,
  // A name, a zero, whether it is packed, the method, the language, a zero, the name translated, a zero.
  iTXt: (bytes, at, end) => {
    const flag = zeroAfter(bytes, at, end) + 1
    if (flag >= end || bytes[flag] !== 1) return null
    return zeroAfter(bytes, zeroAfter(bytes, flag + 2, end) + 1, end) + 1
  },
}

const checkPacked = (packed: Buffer): void => {
  try {
    inflateSync(packed, { maxOutputLength: mostUnpackedBytes })
  } catch (error) {
    if (error instanceof RangeError) throw overbuilt('a text that unpacks to more than a picture needs')
    // Damaged, then; readers leave it out.
  }
}

const screenPng = (bytes: Buffer): void => {
  const count = createCounter(caps)
  for (let at = 8; at + 12 <= bytes.length; ) {
    count('pieces')
    const end = Math.min(bytes.length, at + 8 + bytes.readUInt32BE(at))
    const name = bytes.toString('latin1', at + 4, at + 8)
    const start = packedAt[name]?.(bytes, at + 8, end)
    if (typeof start === 'number' && start < end) {
      count('packed texts')
      checkPacked(bytes.subarray(start, end))
    }
    if (name !== 'IDAT' && end - at > mostMetadataBytes) throw overbuilt(`a ${name} of ${end - at} bytes`)
    if (name === 'IEND') return
    at = end + 4
  }
}

/** Walks over the segments and the coded data between them: in it an FF is followed by 0, by a restart, or by the next segment. */
const screenJpeg = (bytes: Buffer): void => {
  const count = createCounter(caps)
  let pixels = 0
  let scans = 0
  for (let at = bytes.indexOf(0xff, 2); at !== -1 && at + 4 <= bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += 2
      continue
    }
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0xd9) return
    count('pieces')
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker) && at + 9 <= bytes.length) {
      pixels = Math.max(pixels, bytes.readUInt16BE(at + 5) * bytes.readUInt16BE(at + 7))
    }
    if (marker === 0xda) {
      count('scans')
      scans += 1
      if (scans * pixels > mostScannedPixels) throw overbuilt(`${scans} scans of ${pixels} pixels`)
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
}

const screenRiff = (bytes: Buffer): void => {
  const count = createCounter(caps)
  for (let at = 12; at + 8 <= bytes.length; ) {
    count('pieces')
    const length = bytes.readUInt32LE(at + 4)
    at += 8 + length + (length & 1)
  }
}

/** Every box of a HEIC or AVIF picture, flat: those that hold others are few and small. What they say is looked at where they are read. */
const screenHeif = (bytes: Buffer): void => {
  const count = createCounter({ boxes: 20_000 })
  const walk = (from: number, to: number, depth: number): void => {
    if (depth > 8) throw overbuilt(`boxes ${depth} deep`)
    for (let at = from; at + 8 <= to; ) {
      count('boxes')
      const size = bytes.readUInt32BE(at)
      const name = bytes.toString('latin1', at + 4, at + 8)
      if (size < 8) return
      const end = Math.min(to, at + size)
      if (name === 'meta') walk(at + 12, end, depth + 1)
      if (name === 'iprp' || name === 'ipco') walk(at + 8, end, depth + 1)
      at += size
    }
  }
  walk(0, bytes.length, 0)
}

const screens: Record<string, (bytes: Buffer) => void> = {
  'image/png': screenPng,
  'image/jpeg': screenJpeg,
  'image/webp': screenRiff,
  'image/avif': screenHeif,
  'image/heic': screenHeif,
}

/**
 * Walks over the pieces of a picture before anything reads or unpacks them. How many pixels it has is looked at by `readImageHeader`.
 * Throws MoodreelError `bad_media`. A GIF's reader stops at its second frame by itself.
 */
export const screenPicture = (bytes: Buffer, mediaType: string): void => screens[mediaType]?.(bytes)
