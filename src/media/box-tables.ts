import type { FileWindow } from './file-window.ts'
import { overbuilt, overclaiming } from './screen-caps.ts'

interface Span {
  name: string
  body: number
  end: number
}

/** What the tables of one track claim. */
export interface Table {
  samples?: number
  /** Samples with a time of their own to be shown at. */
  reordered?: number
  bytes?: number
  chunks?: number
  /** The last chunk that the table of chunks speaks of. */
  firstChunk?: number
}

/** A run of samples in a fragment. */
export interface Run {
  samples: number
  bytes: number
}

/** Edits of one track, names of tags, sorts of samples: lists that are short wherever they are honest. */
const mostEdits = 10_000
const mostKeys = 10_000
const mostDescriptions = 100
const mostDescriptionBytes = 262_144
const mostSeekPoints = 200_000
/** Of one fragment: each of its samples becomes an object. */
export const mostRunSamples = 500_000

/** The sum of a 32-bit field of every entry. */
const sum = (file: FileWindow, at: number, entries: number, entryBytes: number): number => {
  let total = 0
  for (let index = 0; index < entries; index += 1) total += file.u32(at + index * entryBytes)
  return total
}

/** The entries behind a count at `at`. Throws MoodreelError `bad_media` for more than the box has room for. */
const entriesOf = (file: FileWindow, box: Span, at: number, entryBytes: number): number => {
  if (at + 4 > box.end) throw overclaiming(`an empty ${box.name}`)
  const entries = file.u32(at)
  if (at + 4 + entries * entryBytes > box.end) throw overclaiming(`${entries} entries in a ${box.name} of ${box.end - box.body} bytes`)
  return entries
}

const checkChunks = (file: FileWindow, at: number, entries: number): number => {
  let previous = 0
  for (let index = 0; index < entries; index += 1) {
    const chunk = file.u32(at + index * 12)
    if (chunk <= previous) throw overclaiming('chunks that go back')
    previous = chunk
  }
  return previous
}

const atMost = (entries: number, most: number, what: string): void => {
  if (entries > most) throw overbuilt(`${entries} ${what}`)
}

const readers: Record<string, (file: FileWindow, box: Span, track: Table, seekPoints: number[]) => void> = {
  stts: (file, box, track) => {
    track.samples = sum(file, box.body + 8, entriesOf(file, box, box.body + 4, 8), 8)
  },
  ctts: (file, box, track) => {
    track.reordered = sum(file, box.body + 8, entriesOf(file, box, box.body + 4, 8), 8)
  },
  stsz: (file, box, track) => {
    const each = file.u32(box.body + 4)
    const entries = entriesOf(file, box, box.body + 8, each === 0 ? 4 : 0)
    track.bytes = each === 0 ? sum(file, box.body + 12, entries, 4) : each * entries
  },
  stz2: (file, box) => void entriesOf(file, box, box.body + 8, file.u8(box.body + 7) / 8),
  stss: (file, box) => void entriesOf(file, box, box.body + 4, 4),
  stsc: (file, box, track) => {
    track.firstChunk = checkChunks(file, box.body + 8, entriesOf(file, box, box.body + 4, 12))
  },
  stco: (file, box, track) => {
    track.chunks = entriesOf(file, box, box.body + 4, 4)
  },
  co64: (file, box, track) => {
    track.chunks = entriesOf(file, box, box.body + 4, 8)
  },
  elst: (file, box) => atMost(entriesOf(file, box, box.body + 4, file.u8(box.body) === 1 ? 20 : 12), mostEdits, 'edits'),
  keys: (file, box) => atMost(entriesOf(file, box, box.body + 4, 8), mostKeys, 'names of tags'),
  stsd: (file, box) => {
    atMost(entriesOf(file, box, box.body + 4, 8), mostDescriptions, 'sorts of samples')
    atMost(box.end - box.body, mostDescriptionBytes, 'bytes about samples')
  },
  saiz: (file, box) => {
    // Version and flags, of which the lowest puts eight bytes before the size that all samples share.
    const at = box.body + 4 + (file.u8(box.body + 3) & 1 ? 8 : 0)
    entriesOf(file, box, at + 1, file.u8(at) === 0 ? 1 : 0)
  },
  tfra: (file, box, _track, seekPoints) => {
    const version = file.u8(box.body)
    const lengths = file.u8(box.body + 11)
    const numberBytes = ((lengths >> 4) & 3) + ((lengths >> 2) & 3) + (lengths & 3) + 3
    const wide = version === 1
    const entryBytes = (wide ? 16 : 8) + numberBytes
    const entries = entriesOf(file, box, box.body + 12, entryBytes)
    atMost(seekPoints.length + entries, mostSeekPoints, 'points to jump to')
    for (let index = 0; index < entries; index += 1) {
      const at = box.body + 16 + index * entryBytes
      seekPoints.push(wide ? file.u64(at + 8) : file.u32(at + 4))
    }
  },
}

/** Reads a table of the index, if the box is one, into what its track claims. Throws MoodreelError `bad_media` for more than there is room for. */
export const readTable = (file: FileWindow, box: Span, track: Table, seekPoints: number[]): void =>
  readers[box.name]?.(file, box, track, seekPoints)

/** The bytes of the fields that `flags` says are there. */
const fieldBytes = (flags: number, fields: readonly [flag: number, bytes: number][]): number =>
  fields.reduce((bytes, [flag, size]) => bytes + (flags & flag ? size : 0), 0)

/**
 * Reads what a fragment says of its samples: a `trun` gives a run; `trex` and `tfhd` say how large samples are that do not say it
 * themselves, by their track in `defaults` and for the runs to come in `fragment`.
 */
export const readRun = (file: FileWindow, box: Span, defaults: Map<number, number>, fragment: { size: number }): Run | null => {
  const flags = file.u32(box.body) & 0xffffff
  if (box.name === 'trex') {
    defaults.set(file.u32(box.body + 4), file.u32(box.body + 16))
    return null
  }
  if (box.name === 'tfhd') {
    const before = fieldBytes(flags, [
      [0x01, 8],
      [0x02, 4],
      [0x08, 4],
    ])
    fragment.size = flags & 0x10 ? file.u32(box.body + 8 + before) : (defaults.get(file.u32(box.body + 4)) ?? 0)
    return null
  }
  const first =
    box.body +
    8 +
    fieldBytes(flags, [
      [0x01, 4],
      [0x04, 4],
    ])
  const entryBytes = fieldBytes(flags, [
    [0x100, 4],
    [0x200, 4],
    [0x400, 4],
    [0x800, 4],
  ])
  const samples = file.u32(box.body + 4)
  atMost(samples, mostRunSamples, 'samples in a run')
  if (first + samples * entryBytes > box.end) throw overclaiming(`a run of ${samples} samples in ${box.end - box.body} bytes`)
  if (!(flags & 0x200)) return { samples, bytes: samples * fragment.size }
  return { samples, bytes: sum(file, first + (flags & 0x100 ? 4 : 0), samples, entryBytes) }
}
