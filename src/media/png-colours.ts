import { type Canvas, createCanvas, ImageData } from '@napi-rs/canvas'
import { VideoSample } from 'mediabunny'
import { type NamedColours, readFilmColours } from './colour.ts'

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

/** Brings a picture of such colours, which nothing shows through, to sRGB. */
export const toSrgb = async (picture: Canvas, named: NamedColours): Promise<Canvas> => {
  const { width, height } = picture
  const { data } = picture.getContext('2d').getImageData(0, 0, width, height)
  using sample = new VideoSample(data, { format: 'RGBA', codedWidth: width, codedHeight: height, timestamp: 0, colorSpace: {} })
  using colours = readFilmColours(named)
  const canvas = createCanvas(width, height)
  canvas.getContext('2d').putImageData(new ImageData(await colours.toRgba(sample, width, height), width, height), 0, 0)
  return canvas
}
