import { type Canvas, ImageData } from '@napi-rs/canvas'
import { type NamedColours, readFilmColours } from './colour.ts'
import { rgbaSample } from './rgba-sample.ts'

/** As ITU-T H.273 counts them. */
const primaries: Record<number, string> = { 9: 'bt2020', 12: 'smpte432' }
const transfers: Record<number, string> = { 13: 'iec61966-2-1', 16: 'pq', 18: 'hlg' }

/**
 * What a PNG says of its colours by numbers (the chunk `cICP`, as pictures of HDR screens have it), where that is not what every
 * screen has. The canvas knows profiles alone.
 */
export const pngColours = (bytes: Buffer): NamedColours | null => {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'IDAT') return null
    if (name !== 'cICP') continue
    const found = { primaries: primaries[bytes.readUInt8(at + 8)] ?? null, transfer: transfers[bytes.readUInt8(at + 9)] ?? null }
    return found.primaries || found.transfer === 'pq' || found.transfer === 'hlg' ? found : null
  }
  return null
}

/** So many pixels are converted at one time: FFmpeg takes some 90 bytes for each, and a picture of 40 megapixels has to fit into a process. */
const pixelsAtOnce = 2e6

/** Brings a picture of such colours, which nothing shows through, to sRGB: a strip of it after the other, for each pixel stands by itself. */
export const toSrgb = async (picture: Canvas, named: NamedColours): Promise<Canvas> => {
  const { width, height } = picture
  const context = picture.getContext('2d')
  using colours = readFilmColours(named)
  const rows = Math.max(1, Math.floor(pixelsAtOnce / width))
  context.resetTransform()
  for (let top = 0; top < height; top += rows) {
    const high = Math.min(rows, height - top)
    using sample = rgbaSample(context.getImageData(0, top, width, high), { timestamp: 0 })
    context.putImageData(new ImageData(await colours.toRgba(sample, width, high), width, high), 0, top)
  }
  return picture
}
