import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import { createCounter, overbuilt, overclaiming } from './screen-caps.ts'

/** Far above what cameras and programs write: 100 megapixels in tiles of 512 are 400 items, each with three properties. */
const caps = { boxes: 20_000, items: 10_000, references: 20_000, associations: 60_000, extents: 20_000 } as const
const mostMetadataBytes = 16e6

interface Box {
  name: string
  start: number
  end: number
}

export interface HeifProperty {
  name: string
  data: Buffer
}

/** One picture, part of a picture, or piece of metadata of a file. */
export interface HeifItem {
  id: number
  /** Such as `hvc1`, `av01`, `grid`. */
  type: string
  /** In the order in which they apply. */
  properties: HeifProperty[]
  /** Ids of other items, by the kind of reference: `dimg` leads to what this one is made of. */
  references: Map<string, number[]>
  /** Where its bytes are. */
  extents: Buffer[]
}

export interface HeifFile {
  /** Null in a file that holds a film alone. */
  primary: HeifItem | null
  items: ReadonlyMap<number, HeifItem>
  /** Of the longest film in it, 0 without one: what moves has more than one frame. */
  frames: number
  seconds: number
  width: number
  height: number
}

/** The boxes of an ISO base media file between two offsets; one that runs over ends with its parent. */
const boxesIn = (bytes: Buffer, from: number, to: number, count: (what: 'boxes') => void): Box[] => {
  const found: Box[] = []
  for (let at = from; at + 8 <= to; ) {
    count('boxes')
    const short = bytes.readUInt32BE(at)
    const wide = short === 1 && at + 16 <= to
    const size = wide ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? to - at : short
    const header = wide ? 16 : 8
    if (size < header) break
    found.push({ name: bytes.toString('latin1', at + 4, at + 8), start: at + header, end: Math.min(at + size, to) })
    at += size
  }
  return found
}

/** Reads numbers of given sizes one after the other. Throws RangeError at the end. */
const createCursor = (bytes: Buffer, start: number, end: number) => {
  let at = start
  return {
    /** 0 for no bytes at all. */
    next(size: number): number {
      if (at + size > end) throw new RangeError('beyond the box')
      const value = size === 0 ? 0 : size === 8 ? Number(bytes.readBigUInt64BE(at)) : bytes.readUIntBE(at, size)
      at += size
      return value
    },
    word(): string {
      at += 4
      return bytes.toString('latin1', at - 4, at)
    },
    more: () => at < end,
  }
}

/**
 * Reads the items of a HEIF file (ISO/IEC 23008-12: HEIC, HEIF, AVIF) and looks at nothing in them. Throws MoodreelError `bad_media`
 * beyond what any camera writes, and RangeError where a length leads nowhere.
 */
export const readHeifFile = (bytes: Buffer): HeifFile => {
  const count = createCounter(caps)
  const top = boxesIn(bytes, 0, bytes.length, count)
  const film = filmIn(bytes, top, count)
  const meta = top.find(({ name }) => name === 'meta')
  if (!meta) return { primary: null, items: new Map(), ...film }
  if (meta.end - meta.start > mostMetadataBytes) throw overbuilt(`a meta of ${meta.end - meta.start} bytes`)
  const parts = boxesIn(bytes, meta.start + 4, meta.end, count)
  const part = (name: string) => parts.find((box) => box.name === name)
  const open = (box: Box) => {
    const cursor = createCursor(bytes, box.start, box.end)
    const version = cursor.next(1)
    return { ...cursor, version, flags: cursor.next(3) }
  }

  const items = new Map<number, HeifItem>()
  const infos = part('iinf')
  for (const box of infos ? boxesIn(bytes, infos.start + (bytes[infos.start] === 0 ? 6 : 8), infos.end, count) : []) {
    if (box.name !== 'infe') continue
    count('items')
    const info = open(box)
    if (info.version < 2) continue
    const id = info.next(info.version === 2 ? 2 : 4)
    info.next(2)
    items.set(id, { id, type: info.word(), properties: [], references: new Map(), extents: [] })
  }

  const iprp = part('iprp')
  const holders = iprp ? boxesIn(bytes, iprp.start, iprp.end, count) : []
  const ipco = holders.find(({ name }) => name === 'ipco')
  const properties = (ipco ? boxesIn(bytes, ipco.start, ipco.end, count) : []).map(
    ({ name, start, end }): HeifProperty => ({ name, data: bytes.subarray(start, end) }),
  )
  for (const box of holders.filter(({ name }) => name === 'ipma')) {
    const map = open(box)
    for (let left = map.next(4); left > 0; left -= 1) {
      const item = items.get(map.next(map.version === 0 ? 2 : 4))
      for (let more = map.next(1); more > 0; more -= 1) {
        count('associations')
        const index = map.flags & 1 ? map.next(2) & 0x7fff : map.next(1) & 0x7f
        const property = properties[index - 1]
        if (property) item?.properties.push(property)
      }
    }
  }

  const iref = part('iref')
  const wideIds = iref !== undefined && bytes[iref.start] === 1
  for (const box of iref ? boxesIn(bytes, iref.start + 4, iref.end, count) : []) {
    const reference = createCursor(bytes, box.start, box.end)
    const from = items.get(reference.next(wideIds ? 4 : 2))
    const to: number[] = []
    for (let left = reference.next(2); left > 0; left -= 1) {
      count('references')
      to.push(reference.next(wideIds ? 4 : 2))
    }
    from?.references.set(box.name, to)
  }

  const iloc = part('iloc')
  const idat = part('idat')
  if (iloc) readPlaces(bytes, open(iloc), idat, items, count)
  const pitm = part('pitm')
  const primaryId = pitm && open(pitm)
  return { primary: (primaryId && items.get(primaryId.next(primaryId.version === 0 ? 2 : 4))) ?? null, items, ...film }
}

type Cursor = ReturnType<typeof createCursor> & { version: number }

/** Where the bytes of the items are (`iloc`): in the file, or in the box `idat`. */
const readPlaces = (
  bytes: Buffer,
  place: Cursor,
  idat: Box | undefined,
  items: ReadonlyMap<number, HeifItem>,
  count: (what: 'extents') => void,
): void => {
  const sizes = place.next(2)
  const [offsetSize, lengthSize, baseSize, indexSize] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15, place.version ? sizes & 15 : 0]
  for (let left = place.next(place.version === 2 ? 4 : 2); left > 0; left -= 1) {
    const item = items.get(place.next(place.version === 2 ? 4 : 2))
    const method = place.version ? place.next(2) & 15 : 0
    place.next(2)
    const base = place.next(baseSize)
    let claimed = 0
    for (let more = place.next(2); more > 0; more -= 1) {
      count('extents')
      place.next(indexSize)
      const offset = base + place.next(offsetSize)
      const length = place.next(lengthSize)
      const [from, to] = method === 1 && idat ? [idat.start + offset, idat.end] : [offset, bytes.length]
      if (method > 1) continue
      const end = length === 0 ? to : from + length
      if (end > to) throw badMedia(say('media.pictureCutOff'))
      claimed += end - from
      if (claimed > bytes.length) throw overclaiming(`an item of ${claimed} bytes in ${bytes.length}`)
      item?.extents.push(bytes.subarray(from, end))
    }
  }
}

/** The film beside the pictures, by the tables of its tracks (`stsz`, `mdhd`, `tkhd`). */
const filmIn = (bytes: Buffer, top: Box[], count: (what: 'boxes') => void): Pick<HeifFile, 'frames' | 'seconds' | 'width' | 'height'> => {
  const inner = (parents: Box[], name: string): Box[] =>
    parents.flatMap((parent) => boxesIn(bytes, parent.start, parent.end, count)).filter((box) => box.name === name)
  const tracks = inner(
    top.filter(({ name }) => name === 'moov'),
    'trak',
  )
  const media = inner(tracks, 'mdia')
  const tables = inner(inner(inner(media, 'minf'), 'stbl'), 'stsz')
  const lengths = inner(media, 'mdhd').map(({ start }) => {
    const wide = bytes[start] === 1
    const scale = bytes.readUInt32BE(start + (wide ? 20 : 12))
    return (wide ? Number(bytes.readBigUInt64BE(start + 24)) : bytes.readUInt32BE(start + 16)) / Math.max(1, scale)
  })
  const sizes = inner(tracks, 'tkhd').map(({ end }) => [bytes.readUInt16BE(end - 8), bytes.readUInt16BE(end - 4)] as const)
  return {
    frames: Math.max(0, ...tables.map(({ start }) => bytes.readUInt32BE(start + 8))),
    seconds: Math.max(0, ...lengths),
    width: Math.max(0, ...sizes.map(([width]) => width)),
    height: Math.max(0, ...sizes.map(([, height]) => height)),
  }
}
