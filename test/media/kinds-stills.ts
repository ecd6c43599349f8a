import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { createCanvas } from '@napi-rs/canvas'
import * as AV from 'node-av/constants'
import { text, u32 } from '../hostile/boxes.ts'
import {
  blue,
  type Draw,
  green,
  makeAvif,
  makeGif,
  makeJpeg,
  makePng,
  makeWebp,
  pngChunk,
  quarters,
  red,
  withPngChunks,
} from './fixtures.ts'
import { makeHdrFilm, type Rgb } from './hdr-films.ts'
import { type MadeHeic, makeHeic, nclx, profileOf } from './heif-maker.ts'
import { iccProfile } from './icc.ts'
import { coloursOf, type Kind, noFilm, refused } from './kind.ts'
import { makeMovingGif, makeMovingPng, makeMovingWebp } from './moving-makers.ts'
import { makeCmykJpeg, makeStill } from './still-maker.ts'

const size = { width: 160, height: 90 }
const truth = { ...coloursOf(quarters, size.width, size.height), ...size }

const still = (
  name: string,
  file: string,
  mediaType: string,
  make: (path: string) => Promise<void>,
  known: Kind['truth'] = truth,
): Kind => ({
  group: 'Stills',
  name,
  file,
  make,
  ways: { i2v: 'picture', v2v: noFilm, info: 'read', clip: refused(`The provider sent image/${mediaType} instead of a video`) },
  ...(known ? { truth: known } : {}),
})

/** The same colours as Display P3 says them. */
const asP3 = (colour: readonly number[]): Rgb => {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  const signal = (light: number) => (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055)
  return [signal(0.822462 * r + 0.177538 * g), signal(0.033194 * r + 0.966806 * g), signal(0.017083 * r + 0.072397 * g + 0.91052 * b)]
}
const white = [255, 255, 255]
const quarterAt = (x: number, y: number): readonly number[] => (y < 0.5 ? (x < 0.5 ? red : green) : x < 0.5 ? white : blue)
const asSrgb = (colour: readonly number[]): Rgb => [(colour[0] ?? 0) / 255, (colour[1] ?? 0) / 255, (colour[2] ?? 0) / 255]

const p3Quarters: Draw = (context, width, height) => {
  for (const [x, y] of [
    [0, 0],
    [0.5, 0],
    [0.5, 0.5],
    [0, 0.5],
  ] as const) {
    context.fillStyle = `rgb(${asP3(quarterAt(x, y))
      .map((share) => Math.round(share * 255))
      .join(' ')})`
    context.fillRect(x * width, y * height, width / 2, height / 2)
  }
}
const p3Profile = iccProfile('p3')

const jpegWithProfile = async (path: string): Promise<void> => {
  const context = createCanvas(size.width, size.height).getContext('2d')
  p3Quarters(context, size.width, size.height, 0, 1)
  const jpeg = context.canvas.encodeSync('jpeg', 98)
  const block = Buffer.concat([text('ICC_PROFILE\0\x01\x01'), p3Profile])
  const marker = Buffer.from([0xff, 0xe2, (block.length + 2) >> 8, (block.length + 2) & 255])
  await writeFile(path, Buffer.concat([jpeg.subarray(0, 2), marker, block, jpeg.subarray(2)]))
}

const pngWithProfile = async (path: string): Promise<void> => {
  const context = createCanvas(size.width, size.height).getContext('2d')
  p3Quarters(context, size.width, size.height, 0, 1)
  const profile = pngChunk('iCCP', Buffer.concat([text('P3\0\0'), deflateSync(p3Profile)]))
  await writeFile(path, withPngChunks(context.canvas.encodeSync('png'), profile))
}

/** Of four colours that a table names. */
const palettePng = async (path: string): Promise<void> => {
  const colours = [red, green, blue, white]
  const rows = Array.from({ length: size.height }, (_, y) => [
    0,
    ...Array.from({ length: size.width }, (_, x) => (y < size.height / 2 ? (x < size.width / 2 ? 0 : 1) : x < size.width / 2 ? 3 : 2)),
  ])
  const head = Buffer.concat([u32(size.width, size.height), Buffer.from([8, 3, 0, 0, 0])])
  const chunks = [
    pngChunk('IHDR', head),
    pngChunk('PLTE', Buffer.from(colours.flat())),
    pngChunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
  ]
  await writeFile(path, Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks, pngChunk('IEND', Buffer.alloc(0))]))
}

/** As a phone codes a picture. */
const phone = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt601', fullRange: true, bits: 8 } as const
const srgb = nclx(1, 13, 6, true)
const heicSize = { width: 160, height: 96 }
const heicTruth = { ...coloursOf(quarters, heicSize.width, heicSize.height), ...heicSize }
const paint: MadeHeic['paint'] = (x, y) => asSrgb(quarterAt(x, y))
const heic = (name: string, file: string, more: Partial<MadeHeic>, known: Kind['truth'] = heicTruth, properties = [srgb]): Kind =>
  still(
    name,
    file,
    file.endsWith('.avif') ? 'avif' : 'heic',
    (path) => makeHeic(path, { ...phone, ...heicSize, properties, paint, ...more }),
    known,
  )

/** The picture stands on its head where its file does not say that it is to be turned. */
const turned: MadeHeic['paint'] = (x, y) => paint(1 - x, 1 - y)

const shipped = (name: string) => (path: string) => copyFile(join(import.meta.dirname, '../fixtures/media', name), path)

const moving = (name: string, file: string, make: (path: string) => Promise<void>): Kind => ({
  group: 'Pictures that move',
  name,
  file,
  make,
  ways: {
    i2v: refused('A still picture is needed, and this one moves'),
    v2v: 'encoded',
    info: 'read',
    clip: refused(`The provider sent image/${file.split('.').at(-1)} instead of a video`),
  },
  truth: { width: 32, height: 32, seconds: 0.6, soundOffsetSeconds: null },
})
const colours = [red, green, blue]
const css = colours.map((colour) => `rgb(${colour.join(' ')})`)

const unread = (name: string, file: string, head: string, sentence: string): Kind => ({
  group: 'Kinds that are not read',
  name,
  file,
  make: (path) => writeFile(path, Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(1000)])),
  ways: { i2v: refused(sentence), v2v: refused(sentence), info: refused(sentence), clip: refused(sentence) },
})

/** Stills, and what looks like one. */
export const stillKinds: Kind[] = [
  still('JPEG', 'usual.jpg', 'jpeg', (path) => makeJpeg(path, { ...size, draw: quarters })),
  still('JPEG turned by EXIF', 'turned.jpg', 'jpeg', (path) => makeJpeg(path, { width: 90, height: 160, orientation: 6 }), size),
  still('JPEG in Display P3', 'p3.jpg', 'jpeg', jpegWithProfile),
  still('JPEG in CMYK', 'cmyk.jpg', 'jpeg', (path) => makeCmykJpeg(path, [0, 0, 0, 0]), {
    quarters: [
      [255, 255, 255],
      [255, 255, 255],
      [255, 255, 255],
      [255, 255, 255],
    ],
    width: 16,
    height: 16,
  }),
  still('PNG', 'usual.png', 'png', (path) => makePng(path, { ...size, draw: quarters })),
  still('PNG of 16 bits', 'deep.png', 'png', (path) =>
    makeStill(path, { ...size, draw: quarters, encoder: AV.FF_ENCODER_PNG, format: AV.AV_PIX_FMT_RGB48BE }),
  ),
  still('PNG with a palette', 'palette.png', 'png', palettePng),
  still('PNG in Display P3', 'p3.png', 'png', pngWithProfile),
  still('animated PNG of one frame', 'single.png', 'png', shipped('single_frame.png'), { width: 128, height: 64 }),
  still('WebP', 'usual.webp', 'webp', (path) => makeWebp(path, { ...size, draw: quarters })),
  still('GIF of one frame', 'still.gif', 'gif', (path) => makeGif(path, 1), { width: 1, height: 1 }),
  still('AVIF', 'usual.avif', 'avif', (path) => makeAvif(path, { ...size, draw: quarters })),
  heic('AVIF of 10 bits, without `pixi`', 'ten.avif', { encoder: 'libsvtav1', bits: 10 }),
  heic('HEIC in one piece', 'one.heic', {}),
  heic('HEIC in tiles', 'tiles.heic', { tile: { width: 64, height: 64 } }),
  heic('HEIC of 10 bits', 'ten.heic', { bits: 10 }),
  heic('HEIC turned by `irot`, and by EXIF beside it', 'turned.heic', { paint: turned, exifOrientation: 3 }, heicTruth, [
    srgb,
    Buffer.concat([u32(9), text('irot'), Buffer.from([2])]),
  ]),
  heic('HEIC in Display P3, by a profile', 'p3.heic', { paint: (x, y) => asP3(quarterAt(x, y)) }, heicTruth, [profileOf(p3Profile)]),
  still('JPEG XL', 'usual.jxl', 'jxl', (path) =>
    makeStill(path, { ...size, draw: quarters, encoder: AV.FF_ENCODER_LIBJXL, format: AV.AV_PIX_FMT_RGB24 }),
  ),
  still('BMP', 'usual.bmp', 'bmp', (path) =>
    makeStill(path, { ...size, draw: quarters, encoder: AV.FF_ENCODER_BMP, format: AV.AV_PIX_FMT_BGR24 }),
  ),
  moving('GIF', 'moving.gif', (path) => makeMovingGif(path, colours)),
  moving('animated PNG', 'moving.png', (path) => makeMovingPng(path, css)),
  moving('animated WebP', 'moving.webp', (path) => makeMovingWebp(path, css)),
  {
    ...moving('animated AVIF', 'moving.avif', (path) =>
      makeHdrFilm(path, { ...phone, ...heicSize, fullRange: false, frames: 6, encoder: 'libsvtav1', paint }),
    ),
    truth: { ...heicTruth, seconds: 0.6, soundOffsetSeconds: null },
  },
  unread('TIFF', 'scan.tif', 'II*\0', 'TIFF pictures cannot be read here. Save this one as JPEG or PNG'),
  unread('a camera’s raw photograph', 'photo.cr2', 'II*\0\x10\0\0\0CR', 'RAW pictures cannot be read here'),
  unread('SVG', 'drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg">', 'SVG pictures cannot be read here'),
  unread('ICO', 'icon.ico', '\0\0\x01\0\x01\0', 'ICO pictures cannot be read here'),
  unread('PSD', 'layers.psd', '8BPS\0\x01', 'PSD pictures cannot be read here'),
  unread('JPEG 2000', 'photo.jp2', '\0\0\0\x0cjP  \r\n\x87\n', 'JPEG 2000 pictures cannot be read here'),
  unread('PDF', 'page.pdf', '%PDF-1.7', 'PDF files cannot be read here. Save the page as JPEG or PNG'),
  unread('ZIP', 'photos.zip', 'PK\x03\x04', 'ZIP files cannot be read here. Unpack this one'),
]
