import { deflateSync } from 'node:zlib'
import { pngChunk } from '../media/fixtures.ts'
import { box, full, nested, text, times, u8, u16, u32, zeros } from './boxes.ts'
import type { Maker } from './maker.ts'

const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')
const header = (width: number, height: number): Buffer => pngChunk('IHDR', Buffer.concat([u32(width, height), u8(8, 2, 0, 0, 0)]))
export const png = (...chunks: Buffer[]): Buffer =>
  Buffer.concat([signature, header(16, 16), ...chunks, pngChunk('IDAT', deflateSync(zeros(16 * 49))), pngChunk('IEND', zeros(0))])
const bomb = deflateSync(zeros(40e6), { level: 9 })

export const segment = (marker: number, ...parts: Buffer[]): Buffer => {
  const body = Buffer.concat(parts)
  return Buffer.concat([u8(0xff, marker), u16(body.length + 2), body])
}
export const frameHeader = (width: number, height: number): Buffer => segment(0xc2, u8(8), u16(height, width), u8(1, 1, 0x11, 0))
export const scan = Buffer.concat([segment(0xda, u8(1, 1, 0, 0, 63, 0)), zeros(4)])
export const jpeg = (...parts: Buffer[]): Buffer => Buffer.concat([u8(0xff, 0xd8), ...parts, u8(0xff, 0xd9)])

export const riff = (kind: string, ...chunks: Buffer[]): Buffer => {
  const body = Buffer.concat(chunks)
  const size = zeros(4)
  size.writeUInt32LE(body.length + 4)
  return Buffer.concat([text('RIFF'), size, text(kind), body])
}

const heicHead = box('ftyp', text('heic'), u32(0), text('mif1heic'))
const heic = (...parts: Buffer[]): Buffer => Buffer.concat([heicHead, full('meta', 0, full('pitm', 0, u16(1)), ...parts)])
const info = (id: number, type: string): Buffer => full('infe', 0x2000000, u16(id, 0), text(`${type}\0`))
const size = (width: number, height: number): Buffer => full('ispe', 0, u32(width, height))
const described = (...properties: Buffer[]): Buffer =>
  box('iprp', box('ipco', ...properties), full('ipma', 0, u32(1), u16(1), u8(properties.length, ...properties.map((_, at) => at + 1))))

const heicMakers: readonly Maker[] = [
  {
    name: 'a HEIC of sixteen thousand million pixels',
    as: 'other',
    make: () => heic(full('iinf', 0, u16(1), info(1, 'hvc1')), described(size(131_072, 131_072))),
  },
  {
    name: 'a HEIC of fifteen thousand items',
    as: 'overbuilt',
    make: () => heic(full('iinf', 0, u16(15_000), times(15_000, info(1, 'hvc1'))), described(size(16, 16))),
  },
  {
    name: 'a HEIC in which one item has sixty thousand parts',
    as: 'overbuilt',
    make: () => heic(full('iinf', 0, u16(1), info(1, 'grid')), full('iref', 0, box('dimg', u16(1, 60_000), zeros(120_000)))),
  },
  {
    name: 'a HEIC whose item is the whole file a thousand times',
    as: 'overclaiming',
    make: () =>
      heic(
        full('iinf', 0, u16(1), info(1, 'hvc1')),
        full('iloc', 0, u8(0x44, 0), u16(1), u16(1, 0, 1000), times(1000, u32(0, 8000))),
        described(size(16, 16)),
      ),
  },
  {
    name: 'a HEIC whose picture stands for itself',
    as: 'other',
    make: () => heic(full('iinf', 0, u16(1), info(1, 'iden')), full('iref', 0, box('dimg', u16(1, 1, 1))), described(size(16, 16))),
  },
  {
    name: 'a HEIC of two million properties of one picture',
    as: 'overbuilt',
    make: () =>
      heic(
        full('iinf', 0, u16(1), info(1, 'hvc1')),
        box(
          'iprp',
          box('ipco', size(16, 16)),
          full('ipma', 0, u32(10_000), times(10_000, Buffer.concat([u16(1), u8(255), times(255, u8(1))]))),
        ),
      ),
  },
]

export const pictureMakers: readonly Maker[] = [
  { name: 'a PNG of a million pieces', as: 'overbuilt', make: () => png(times(1e6, pngChunk('tEXt', zeros(0)))) },
  {
    name: 'a packed text that unpacks to forty megabytes',
    as: 'overbuilt',
    make: () => png(pngChunk('zTXt', Buffer.concat([text('a\0\0'), bomb]))),
  },
  { name: 'a packed colour profile that does', as: 'overbuilt', make: () => png(pngChunk('iCCP', Buffer.concat([text('a\0\0'), bomb]))) },
  {
    name: 'a packed international text that does',
    as: 'overbuilt',
    make: () => png(pngChunk('iTXt', Buffer.concat([text('a\0\x01\0\0\0'), bomb]))),
  },
  {
    name: 'a hundred packed texts',
    as: 'overbuilt',
    make: () => png(times(100, pngChunk('zTXt', Buffer.concat([text('a\0\0'), deflateSync(zeros(1e6))])))),
  },
  {
    name: 'a PNG of four thousand million pixels',
    as: 'other',
    make: () => Buffer.concat([signature, header(65_535, 65_535), pngChunk('IEND', zeros(0))]),
  },
  { name: 'a JPEG of a thousand scans', as: 'overbuilt', make: () => jpeg(frameHeader(5000, 5000), times(1000, scan)) },
  { name: 'a JPEG of fifty scans of forty megapixels', as: 'overbuilt', make: () => jpeg(frameHeader(8000, 5000), times(50, scan)) },
  {
    name: 'a JPEG of two hundred thousand segments',
    as: 'overbuilt',
    make: () => jpeg(times(200_000, segment(0xfe)), frameHeader(16, 16), scan),
  },
  { name: 'a WebP of a million pieces', as: 'overbuilt', make: () => riff('WEBP', times(1e6, Buffer.concat([text('EXIF'), zeros(4)]))) },
  {
    name: 'an AVIF of a million boxes',
    as: 'overbuilt',
    make: () => Buffer.concat([box('ftyp', text('avif'), u32(0), text('avifmif1')), times(1e6, box('free'))]),
  },
  {
    name: 'an AVIF of boxes in boxes',
    as: 'overbuilt',
    make: () => Buffer.concat([box('ftyp', text('avif'), u32(0), text('avifmif1')), full('meta', 0, nested('ipco', 100_000))]),
  },
  ...heicMakers,
  {
    name: 'a GIF of empty pieces',
    as: 'other',
    make: () => Buffer.concat([text('GIF89a'), u16(0x1000, 0x1000), zeros(3), times(2e6, u8(0x21, 0xfe, 0))]),
  },
]
