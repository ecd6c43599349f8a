import { checkSeconds } from './check-seconds.ts'
import type { FileWindow } from './file-window.ts'
import type { FileLimits } from './job.ts'
import { createCounter, overbuilt } from './screen-caps.ts'

/** Far above what recorders write: two hours of Opus in the smallest pages are 360,000. */
const caps = { 'parts of a sound': 400_000, 'other parts': 10_000, streams: 32, 'bytes between frames': 4e6 } as const
/** Tags are read whole; a cover picture in them has some megabytes. */
const mostTagBytes = 32e6

const syncSafe = (bytes: Buffer): number => bytes.reduce((value, byte) => value * 128 + (byte & 0x7f), 0)

/** Bits a second in thousands, by the number in a frame's header: of MPEG 1, and of 2 and 2.5 (ISO/IEC 11172-3 and 13818-3, layer III). */
const bitrates = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const
const sampleRates = [44_100, 48_000, 32_000] as const

/** The length of an MP3 frame in bytes and in seconds; null for what is none. */
const frameOf = (header: number): { bytes: number; seconds: number } | null => {
  const version = (header >> 19) & 3
  const isFrame = header >>> 21 === 0x7ff && ((header >> 17) & 3) === 1 && version !== 1
  const kilobits = bitrates[version === 3 ? 0 : 1][(header >> 12) & 15]
  const rate = sampleRates[(header >> 10) & 3]
  if (!isFrame || !kilobits || !rate) return null
  const hertz = rate / (version === 3 ? 1 : version === 2 ? 2 : 4)
  const samples = version === 3 ? 1152 : 576
  return { bytes: Math.floor((samples * kilobits * 125) / hertz) + ((header >> 9) & 1), seconds: samples / hertz }
}

/** Readers go through all frames to know how long a sound lasts, and byte by byte through what is none: an hour takes them seconds. */
const screenFrames = (file: FileWindow, from: number, limits: FileLimits): void => {
  const count = createCounter(caps)
  let seconds = 0
  for (let at = from; at + 4 <= file.sizeBytes; ) {
    const frame = frameOf(file.u32(at))
    if (!frame) count('bytes between frames')
    seconds += frame?.seconds ?? 0
    at += frame?.bytes ?? 1
  }
  checkSeconds(seconds, limits)
}

/** One tag in front of the sound; gives where it ends, and its beginning when there is none. */
const screenTag = (file: FileWindow, from: number, count: (what: 'other parts') => void): number => {
  if (from + 10 > file.sizeBytes || file.bytes(from, 3).toString('latin1') !== 'ID3') return from
  count('other parts')
  const version = file.u8(from + 3)
  const size = syncSafe(file.bytes(from + 6, 4))
  if (size > mostTagBytes) throw overbuilt(`a tag of ${size} bytes`)
  const end = Math.min(file.sizeBytes, from + 10 + size)
  const [nameBytes, sizeBytes, headBytes] = version === 2 ? [3, 3, 6] : [4, 4, 10]
  for (let at = from + 10; at + headBytes <= end && file.u8(at) !== 0; ) {
    count('other parts')
    const length = file.bytes(at + nameBytes, sizeBytes)
    at += headBytes + (version === 4 ? syncSafe(length) : length.readUIntBE(0, sizeBytes))
  }
  return end
}

const screenMp3 = (file: FileWindow, limits: FileLimits): void => {
  const count = createCounter(caps)
  let at = 0
  for (let end = screenTag(file, at, count); end > at; end = screenTag(file, at, count)) at = end
  screenFrames(file, at, limits)
}

const screenOgg = (file: FileWindow): void => {
  const count = createCounter(caps)
  const streams = new Set<number>()
  for (let at = 0; at + 27 <= file.sizeBytes && file.name(at) === 'OggS'; ) {
    count('parts of a sound')
    const stream = file.u32(at + 14)
    if (!streams.has(stream)) count('streams')
    streams.add(stream)
    const segments = file.u8(at + 26)
    if (at + 27 + segments > file.sizeBytes) return
    at += 27 + segments + file.bytes(at + 27, segments).reduce((sum, length) => sum + length, 0)
  }
}

const screenWave = (file: FileWindow): void => {
  const count = createCounter(caps)
  for (let at = 12; at + 8 <= file.sizeBytes; ) {
    count('other parts')
    const length = file.bytes(at + 4, 4).readUInt32LE(0)
    if (file.name(at) !== 'data' && length > mostTagBytes) throw overbuilt(`a piece of ${length} bytes`)
    at += 8 + length + (length & 1)
  }
}

const screens: Record<string, (file: FileWindow, limits: FileLimits) => void> = {
  'audio/mpeg': screenMp3,
  'audio/ogg': screenOgg,
  'audio/wav': screenWave,
}

/** Walks over the pages or pieces of a sound before anything reads them. Throws MoodreelError `bad_media` and `too_large`. */
export const screenSound = (file: FileWindow, mediaType: string, limits: FileLimits): void => screens[mediaType]?.(file, limits)
