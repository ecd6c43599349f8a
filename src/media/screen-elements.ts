import { cutOff, type FileWindow } from './file-window.ts'
import { createCounter, overbuilt, overclaiming } from './screen-caps.ts'

/** What is known of Matroska (RFC 9559) here, by its name in the standard. */
const ids = {
  ebml: 0x1a45dfa3,
  segment: 0x18538067,
  seekHead: 0x114d9b74,
  seek: 0x4dbb,
  seekPosition: 0x53ac,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTrackPositions: 0xb7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  blockGroup: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  blockAdditions: 0x75a1,
  blockMore: 0xa6,
  tags: 0x1254c367,
  attachments: 0x1941a469,
  info: 0x1549a966,
  chapters: 0x1043a770,
} as const

const known = Object.values(ids)
/** Elements that hold elements, to their readers: those above, then Video, Audio, Colour, Projection, ContentEncodings and below, Tag, Targets, SimpleTag, AttachedFile. */
const parents: ReadonlySet<number> = new Set<number>([
  ...known.filter((id) => ![ids.seekPosition, ids.cueClusterPosition, ids.block, ids.simpleBlock, ids.chapters].some((one) => one === id)),
  ...[0xe0, 0xe1, 0x55b0, 0x7670, 0x6d80, 0x6240, 0x5034, 0x5035, 0x7373, 0x63c0, 0x67c8, 0x61a7],
])
/** What may stand next to a cluster, and so ends one that does not say how long it is. */
const levelOne: ReadonlySet<number> = new Set<number>([
  ...[ids.ebml, ids.segment, ids.seekHead, ids.info, ids.tracks, ids.cues, ids.cluster, ids.attachments, ids.chapters, ids.tags],
])

/** Void, which every reader leaves out, and the checksum. */
const fillers: ReadonlySet<number> = new Set([0xec, 0xbf])

/** Far above what recorders write: two hours in clusters of half a second have 15,000 of them. */
const caps = {
  elements: 400_000,
  'elements in clusters': 4_000_000,
  segments: 16,
  tracks: 100,
  clusters: 60_000,
  'places to jump to': 100_000,
  'seek entries': 500,
  'stretches of junk': 100,
  'bytes of junk': 16e6,
} as const
const mostDepth = 12
/** Each is moved when one before it is taken apart. */
const mostFrames = 50_000
/** Everything but clusters is read whole. */
const mostElementBytes = 64e6

interface Element {
  id: number
  at: number
  body: number
  /** Null when the element does not say. */
  size: number | null
}

/** Null where no element is. */
const elementAt = (file: FileWindow, at: number, limit: number): Element | null => {
  if (at + 2 > limit) return null
  const idBytes = Math.clz32(file.u8(at)) - 23
  if (idBytes > 4 || at + idBytes + 1 > limit) return null
  const sizeAt = at + idBytes
  const first = file.u8(sizeAt)
  const sizeBytes = Math.clz32(first) - 23
  if (sizeBytes > 8 || sizeAt + sizeBytes > limit) return null
  let size = first & (0xff >> sizeBytes)
  let unknown = size === 0xff >> sizeBytes
  for (const byte of file.bytes(sizeAt + 1, sizeBytes - 1)) {
    size = size * 256 + byte
    unknown &&= byte === 0xff
  }
  const id = file.bytes(at, idBytes).readUIntBE(0, idBytes)
  return { id, at, body: sizeAt + sizeBytes, size: unknown ? null : size }
}

/** As far as readers look for something known behind junk. */
const junkBytes = 11e6
const chunkBytes = 16_000
const marks = [...levelOne].map((id) => Buffer.from(id.toString(16), 'hex'))

/** Where the next element that stands in a segment seems to begin; null when none does. */
const findMark = (file: FileWindow, from: number, limit: number): number | null => {
  const stop = Math.min(limit, from + junkBytes)
  for (let at = from; at + 4 <= stop; at += chunkBytes) {
    // Three bytes more, for what lies across two chunks.
    const chunk = file.bytes(at, Math.min(chunkBytes + 3, stop - at))
    const found = marks.map((mark) => chunk.indexOf(mark)).filter((index) => index !== -1)
    if (found.length > 0) return at + Math.min(...found)
  }
  return null
}

const number = (file: FileWindow, { body, size }: Element): number => {
  if (size === null || size > 8) throw overclaiming('a number of more than eight bytes')
  return file.bytes(body, size).reduce((value, byte) => value * 256 + byte, 0)
}

/** Frames in a block: a lace has up to 256 of them, as the byte behind track, time and flags says. */
const framesIn = (file: FileWindow, { body, size }: Element): number => {
  const trackBytes = Math.clz32(file.u8(body)) - 23
  if (size === null || size < trackBytes + 4) return 1
  return file.u8(body + trackBytes + 2) & 0x06 ? file.u8(body + trackBytes + 3) + 1 : 1
}

/** Walks through the elements of a Matroska or WebM file before anything believes what they say. */
export const screenElements = (file: FileWindow): void => {
  const count = createCounter(caps)
  const entered = new Set<number>()
  /** Offsets that the file itself says to jump to. */
  const jumps: number[] = []
  const jump = (to: number): void => {
    count('places to jump to')
    jumps.push(to)
  }

  /** Readers look behind junk for what they know; so it is looked for here too, and nothing hides there. */
  const walkSegment = (from: number, limit: number): void => {
    for (let at = from; at < limit; ) {
      const stopped = walk(at, limit, 1, from, null)
      if (stopped === limit) break
      const mark = findMark(file, stopped, limit)
      count('stretches of junk')
      if (mark === stopped) throw overclaiming('an element with no length')
      if (mark === null) break
      count('bytes of junk', mark - stopped)
      at = mark
    }
    for (let next = jumps.pop(); next !== undefined; next = jumps.pop()) follow(from + next, from)
  }

  /** Gives the end of what it walked through: where an element without a size ends is only known then. */
  const walk = (from: number, limit: number, depth: number, origin: number, cluster: { frames: number } | null): number => {
    if (depth > mostDepth) throw overbuilt(`elements ${depth} deep`)
    let at = from
    for (let element = elementAt(file, at, limit); element; element = elementAt(file, at, limit)) {
      const { id, body, size } = element
      // A cluster ends where the next thing of its segment begins, whatever it says of its length.
      if (cluster && levelOne.has(id)) return at
      if (depth === 1 && !cluster && !levelOne.has(id) && !fillers.has(id)) {
        count('elements')
        return at
      }
      count(cluster ? 'elements in clusters' : 'elements')
      const end = size === null ? limit : body + size
      if (end > limit) {
        if (id === ids.segment) throw cutOff()
        // Some recorders count their last cluster too long.
        const runsOver = cluster !== null && parents.has(id) && end <= file.sizeBytes
        if (!runsOver && (cluster || id === ids.cluster)) return limit
        throw overclaiming('an element larger than what it is in')
      }
      at = enter(element, Math.min(end, limit), depth, origin, cluster)
    }
    return at
  }

  const enter = (element: Element, end: number, depth: number, origin: number, cluster: { frames: number } | null): number => {
    const { id, at, body, size } = element
    if (size === null && id !== ids.segment && id !== ids.cluster) throw overclaiming('an element that does not say how long it is')
    if (id === ids.segment) {
      count('segments')
      walkSegment(body, end)
      return end
    }
    if (id === ids.cluster) {
      if (entered.has(at)) return end
      entered.add(at)
      count('clusters')
      return walk(body, end, depth + 1, origin, { frames: 0 })
    }
    if (id === ids.trackEntry) count('tracks')
    if (id === ids.seek) count('seek entries')
    if (id === ids.seekPosition || id === ids.cueClusterPosition) jump(number(file, element))
    if (cluster && (id === ids.block || id === ids.simpleBlock)) {
      cluster.frames += framesIn(file, element)
      if (cluster.frames > mostFrames) throw overbuilt(`${cluster.frames} frames in a cluster`)
    }
    if (!parents.has(id)) return end
    if (!cluster && end - body > mostElementBytes && id !== ids.attachments) throw overbuilt(`an element of ${end - body} bytes`)
    entered.add(at)
    walk(body, end, depth + 1, origin, cluster)
    return end
  }

  /** What a table leads to may lie in the middle of other data. Readers jump there; so it is walked through like the rest. */
  const follow = (at: number, origin: number): void => {
    if (entered.has(at)) return
    const element = elementAt(file, at, file.sizeBytes)
    if (!element || !levelOne.has(element.id) || element.id === ids.segment) return
    const end = element.size === null ? file.sizeBytes : element.body + element.size
    if (end <= file.sizeBytes) enter(element, end, 2, origin, null)
  }

  walk(0, file.sizeBytes, 0, 0, null)
}
