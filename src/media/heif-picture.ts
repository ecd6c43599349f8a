import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import type { Frame } from 'node-av/lib'
import { usualPeak } from './colour-curves.ts'
import { createColourGraphs, type PlaneColours } from './colour-graph.ts'
import { withProfile } from './colour-profile.ts'
import { type HeifFile, type HeifItem, readHeifFile } from './heif-boxes.ts'
import { heifTiles } from './heif-decode.ts'
import { heifPicture } from './heif-header.ts'
import type { FileLimits } from './job.ts'

/** As ITU-T H.273 counts them, which FFmpeg's constants do as well. What is not here is taken for the usual. */
const primaries: Record<number, string> = { 1: 'bt709', 9: 'bt2020', 12: 'smpte432' }
const transfers: Record<number, string> = { 1: 'bt709', 13: 'iec61966-2-1', 16: 'pq', 18: 'hlg' }
const matrices: Record<number, PlaneColours['matrix']> = { 1: 'bt709', 5: 'bt470bg', 6: 'smpte170m', 9: 'bt2020-ncl' }

interface HeifColours {
  /** By `colr` with `nclx`. */
  codes: { primaries: number; transfer: number; matrix: number; fullRange: boolean } | null
  /** An ICC profile. */
  profile: Buffer | null
}

const coloursOf = (item: HeifItem, file: HeifFile): HeifColours => {
  // A grid's colours may stand with its tiles alone.
  const first = file.items.get(item.references.get('dimg')?.[0] ?? -1)
  const named = [...item.properties, ...(first?.properties ?? [])].filter(({ name }) => name === 'colr')
  const kind = (data: Buffer) => data.toString('latin1', 0, 4)
  const nclx = named.find(({ data }) => kind(data) === 'nclx')?.data
  const profile = named.find(({ data }) => ['prof', 'rICC'].includes(kind(data)))?.data.subarray(4) ?? null
  const codes = nclx
    ? {
        primaries: nclx.readUInt16BE(4),
        transfer: nclx.readUInt16BE(6),
        matrix: nclx.readUInt16BE(8),
        fullRange: (nclx.readUInt8(10) & 0x80) !== 0,
      }
    : null
  return { codes, profile }
}

const fullRangeOfFfmpeg = 2

/** The file's word goes before the stream's. A profile says all about primaries and curves: its picture stays as it is until then. */
const planeColours = (frame: Frame, { codes, profile }: HeifColours): PlaneColours => ({
  primaries: profile ? null : (primaries[codes?.primaries ?? frame.colorPrimaries] ?? null),
  transfer: profile ? null : (transfers[codes?.transfer ?? frame.colorTrc] ?? null),
  matrix: matrices[codes?.matrix ?? frame.colorSpace] ?? matrices[frame.colorSpace] ?? 'smpte170m',
  fullRange: codes?.fullRange ?? frame.colorRange === fullRangeOfFfmpeg,
  peak: usualPeak,
})

/** Draws the tiles of a picture in sRGB. One by one they need little memory, also where a profile is to be followed. */
const drawTiles = async (item: HeifItem, file: HeifFile, canvas: Canvas, limits: FileLimits): Promise<void> => {
  const colours = coloursOf(item, file)
  using graphs = createColourGraphs()
  const context = canvas.getContext('2d')
  for await (const { frame, left, top } of heifTiles(item, file, limits)) {
    const { width, height } = frame
    const converted = await graphs.convert(frame, planeColours(frame, colours), { width, height, as: 'still' })
    const pixels = new ImageData(new Uint8ClampedArray(converted.toBuffer()), width, height)
    converted.free()
    if (colours.profile) context.drawImage(await withProfile(pixels, colours.profile), left, top)
    else context.putImageData(pixels, left, top)
  }
}

const alphaNames = ['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', 'urn:mpeg:hevc:2015:auxid:1']

/** What says how much of a picture shows. Depth and gain maps for brighter screens are such companions too, and left out. */
const alphaOf = ({ id }: HeifItem, { items }: HeifFile): HeifItem | undefined =>
  [...items.values()].find(
    ({ references, properties }) =>
      references.get('auxl')?.includes(id) &&
      properties.some(({ name }) => name === 'ispe') &&
      properties.some(({ name, data }) => name === 'auxC' && alphaNames.includes(data.toString('latin1', 4).replace(/\0.*$/s, ''))),
  )

/** Cuts out of a picture what its alpha leaves out. */
const applyAlpha = (picture: Canvas, alpha: Canvas): void => {
  const context = picture.getContext('2d')
  const pixels = context.getImageData(0, 0, picture.width, picture.height)
  const shares = alpha.getContext('2d').getImageData(0, 0, picture.width, picture.height).data
  for (let at = 0; at < shares.length; at += 4) pixels.data[at + 3] = shares[at] ?? 255
  context.putImageData(pixels, 0, 0)
}

/**
 * Decodes the picture that a HEIC, HEIF or AVIF file is meant to show, in sRGB and as large as it is shown, but not turned: `readHeifHeader`
 * says how. HDR is brought to SDR. Throws MoodreelError `bad_media`, and what the decoder throws.
 */
export const openHeif = async (bytes: Buffer, limits: FileLimits): Promise<Canvas> => {
  const file = readHeifFile(bytes)
  const { item, width, height, shown } = heifPicture(file)
  const coded = createCanvas(width, height)
  await drawTiles(item, file, coded, limits)
  const alpha = alphaOf(item, file)
  if (alpha) {
    const { width: alphaWidth, height: alphaHeight } = heifPicture({ ...file, primary: alpha })
    const mask = createCanvas(width, height)
    if (alphaWidth === width && alphaHeight === height) {
      await drawTiles(alpha, file, mask, limits)
      applyAlpha(coded, mask)
    }
  }
  if (shown.width === width && shown.height === height) return coded
  const picture = createCanvas(shown.width, shown.height)
  picture.getContext('2d').drawImage(coded, -shown.left, -shown.top)
  return picture
}
