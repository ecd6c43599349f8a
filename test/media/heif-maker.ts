import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny'
import { box, full, text, u8, u16, u32, zeros } from '../hostile/boxes.ts'
import { exifBytes } from './exif-bytes.ts'
import { type HdrFilm, makeHdrFilm } from './hdr-films.ts'

/** One item of a HEIF file. */
export interface MadeItem {
  type: string
  data: Buffer
  properties: Buffer[]
  references?: { kind: string; to: number[] }
}

/** A HEIF file of any items, which are numbered from 1. */
export const heifFile = (items: MadeItem[], { primary = 1, brand = 'heic', more = [] as Buffer[] } = {}): Buffer => {
  const properties = items.flatMap((item) => item.properties)
  const first = (index: number) => items.slice(0, index).reduce((sum, item) => sum + item.properties.length, 1)
  const associations = items.map((item, index) =>
    Buffer.concat([u16(index + 1), u8(item.properties.length), ...item.properties.map((_, at) => u16(first(index) + at))]),
  )
  const infos = items.map(({ type }, index) => full('infe', 0x2000000, u16(index + 1, 0), text(`${type}\0`)))
  const references = items.flatMap(({ references: to }, index) => (to ? [box(to.kind, u16(index + 1, to.to.length, ...to.to))] : []))
  const ftyp = box('ftyp', text(brand), u32(0), text(`mif1${brand}`))
  const meta = (offset: number): Buffer => {
    let at = offset
    const places = items.map(({ data }, index) => {
      const place = Buffer.concat([u16(index + 1, 0, 1), u32(at, data.length)])
      at += data.length
      return place
    })
    return full(
      'meta',
      0,
      full('hdlr', 0, u32(0), text('pict'), zeros(13)),
      full('pitm', 0, u16(primary)),
      full('iloc', 0, u8(0x44, 0), u16(items.length), ...places),
      full('iinf', 0, u16(items.length), ...infos),
      ...(references.length > 0 ? [full('iref', 0, ...references)] : []),
      box('iprp', box('ipco', ...properties), full('ipma', 1, u32(items.length), ...associations)),
    )
  }
  const length = meta(0).length
  return Buffer.concat([ftyp, meta(ftyp.length + length + 8), box('mdat', ...items.map(({ data }) => data)), ...more])
}

export const ispe = (width: number, height: number): Buffer => full('ispe', 0, u32(width, height))
const named = (from: string, name: string, data: Uint8Array) => box(name, text(from), Buffer.from(data))
/** The colours by an ICC profile. */
export const profileOf = (icc: Buffer): Buffer => named('prof', 'colr', icc)
/** The colours by the numbers of ITU-T H.273. */
export const nclx = (primaries: number, transfer: number, matrix: number, fullRange: boolean): Buffer =>
  named('nclx', 'colr', Buffer.concat([u16(primaries, transfer, matrix), u8(fullRange ? 0x80 : 0)]))

export interface MadeHeic extends Omit<HdrFilm, 'width' | 'height' | 'frames' | 'encoder' | 'nameless'> {
  /** Of the whole picture. */
  width: number
  height: number
  /** Tiles; one by itself. The last ones stick out where the picture is no multiple of them. */
  tile?: { width: number; height: number }
  /** `libx265` by itself; `libsvtav1` makes an AVIF of it. */
  encoder?: 'libx265' | 'libsvtav1'
  /** Properties of the whole, after its size: colours, turns, mirrors. */
  properties?: Buffer[]
  /** An orientation in EXIF, which readers are to leave alone. */
  exifOrientation?: number
  /** Further items, after the picture's own, which refer to its id. */
  companions?: (id: number) => MadeItem[]
}

/** One coded picture and the property that its decoder needs. */
export const codePicture = async (film: HdrFilm): Promise<{ data: Buffer; setup: Buffer }> => {
  const folder = await mkdtemp(join(tmpdir(), 'moodreel-heic-'))
  try {
    const path = join(folder, 'one.mp4')
    await makeHdrFilm(path, { ...film, frames: 1, x265: 'keyint=1', nameless: true })
    using input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS })
    const track = await input.getPrimaryVideoTrack()
    const packet = track && (await new EncodedPacketSink(track).getFirstPacket())
    const bytes = await readFile(path)
    const at = Math.max(bytes.indexOf('hvcC'), bytes.indexOf('av1C')) - 4
    return { data: Buffer.from(packet?.data ?? []), setup: bytes.subarray(at, at + bytes.readUInt32BE(at)) }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** A HEIC (or AVIF) as phones write them: one coded picture, or a grid of tiles that is the primary item. */
export const makeHeic = async (path: string, made: MadeHeic): Promise<void> => {
  const { width, height, tile = { width, height }, properties = [], encoder = 'libx265' } = made
  const type = encoder === 'libx265' ? 'hvc1' : 'av01'
  const [columns, rows] = [Math.ceil(width / tile.width), Math.ceil(height / tile.height)]
  const tiles: MadeItem[] = []
  for (let index = 0; index < columns * rows; index += 1) {
    const [left, top] = [(index % columns) * tile.width, Math.floor(index / columns) * tile.height]
    const paint: HdrFilm['paint'] = (x, y) => made.paint((left + x * tile.width) / width, (top + y * tile.height) / height)
    const { data, setup } = await codePicture({ ...made, ...tile, encoder, paint })
    tiles.push({ type, data, properties: [setup, ispe(tile.width, tile.height), ...(columns * rows === 1 ? properties : [])] })
  }
  const grid: MadeItem = {
    type: 'grid',
    data: Buffer.concat([u8(0, 0, rows - 1, columns - 1), u16(width, height)]),
    properties: [ispe(width, height), ...properties],
    references: { kind: 'dimg', to: tiles.map((_, index) => index + 1) },
  }
  const items = tiles.length === 1 ? tiles : [...tiles, grid]
  const primary = items.length
  if (made.exifOrientation !== undefined) {
    const data = Buffer.concat([u32(0), exifBytes(made.exifOrientation, true)])
    items.push({ type: 'Exif', data, properties: [], references: { kind: 'cdsc', to: [primary] } })
  }
  items.push(...(made.companions?.(primary) ?? []))
  await writeFile(path, heifFile(items, { primary, brand: encoder === 'libx265' ? 'heic' : 'avif' }))
}
