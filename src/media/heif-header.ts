import { say } from '../core/words/sentence.ts'
import { badMedia } from './bad-media.ts'
import { type HeifFile, type HeifItem, readHeifFile } from './heif-boxes.ts'
import type { ImageHeader } from './image-facts.ts'
import { thenTurned } from './orientation.ts'

export const damagedHeif = say('media.damagedHeif')

/** What `irot` counts in quarter turns against the clock, and `imir` by its axis, as EXIF counts them. */
const quarterTurns = [1, 8, 3, 6] as const
const mirrors = [4, 2] as const

/** Pictures that only stand for another one: the same again (`iden`), or one with a gain map for brighter screens (`tmap`). */
const standIns: ReadonlySet<string> = new Set(['iden', 'tmap'])

export interface HeifPicture {
  /** What is decoded: a coded picture or a grid of them. */
  item: HeifItem
  /** Of the coded picture. */
  width: number
  height: number
  /** The part of it that is shown (`clap`), before it is turned. */
  shown: { left: number; top: number; width: number; height: number }
  /** As EXIF counts it. What EXIF itself says is not meant for readers (ISO/IEC 23008-12, annex A): it would turn twice. */
  orientation: number
}

/** The part that a clean aperture leaves (ISO/IEC 14496-12): its sides and the shift of its middle, as fractions. */
const aperture = (data: Buffer, width: number, height: number): HeifPicture['shown'] => {
  const fraction = (at: number) => data.readInt32BE(at) / data.readUInt32BE(at + 4)
  const [wide, high] = [Math.min(width, Math.round(fraction(0))), Math.min(height, Math.round(fraction(8)))]
  const left = Math.round((width - wide) / 2 + fraction(16))
  const top = Math.round((height - high) / 2 + fraction(24))
  const inside = wide > 0 && high > 0 && left >= 0 && top >= 0 && left + wide <= width && top + high <= height
  return inside ? { left, top, width: wide, height: high } : { left: 0, top: 0, width, height }
}

/** Finds the picture of a file that is meant to be shown. Throws MoodreelError `bad_media` when there is none. */
export const heifPicture = ({ primary, items }: HeifFile): HeifPicture => {
  const properties = [...(primary?.properties ?? [])]
  let item = primary
  for (let hops = 0; item && standIns.has(item.type); hops += 1) {
    item = items.get(item.references.get('dimg')?.[0] ?? -1) ?? null
    if (item) properties.unshift(...item.properties)
    if (hops === 4) throw badMedia(damagedHeif)
  }
  const size = item?.properties.find(({ name }) => name === 'ispe')?.data
  if (!item || !size) throw badMedia(damagedHeif)
  const [width, height] = [size.readUInt32BE(4), size.readUInt32BE(8)]
  if (width === 0 || height === 0) throw badMedia(damagedHeif)
  const clap = properties.find(({ name }) => name === 'clap')?.data
  const orientation = properties.reduce((before, { name, data }) => {
    if (name === 'irot') return thenTurned(before, quarterTurns[data.readUInt8(0) & 3] ?? 1)
    if (name === 'imir') return thenTurned(before, mirrors[data.readUInt8(0) & 1] ?? 1)
    return before
  }, 1)
  return { item, width, height, shown: clap ? aperture(clap, width, height) : { left: 0, top: 0, width, height }, orientation }
}

/**
 * Size and orientation of a HEIC, HEIF or AVIF picture. An AVIF that calls itself a sequence moves in every browser; a HEIC with a
 * sequence in it is a burst, whose best picture is the one to show.
 */
export const readHeifHeader = (bytes: Buffer, mediaType: string): ImageHeader => {
  const file = readHeifFile(bytes)
  const brands = bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), 256))
  const moves = file.frames > 1 && ((mediaType === 'image/avif' && brands.includes('avis')) || !file.primary)
  const motion = moves ? { frames: file.frames, seconds: file.seconds } : null
  if (motion && !file.primary) return { width: file.width, height: file.height, orientation: 1, motion }
  const { shown, orientation } = heifPicture(file)
  return { width: shown.width, height: shown.height, orientation, motion }
}
