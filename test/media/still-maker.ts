import { writeFile } from 'node:fs/promises'
import { createCanvas } from '@napi-rs/canvas'
import { AV_PIX_FMT_RGBA, type AVPixelFormat, type FFEncoderCodec, SWS_BICUBIC } from 'node-av/constants'
import { Codec, CodecContext, FFmpegError, Frame, Packet, Rational, SoftwareScaleContext } from 'node-av/lib'
import type { Draw } from './fixtures.ts'

const check = (code: number): void => FFmpegError.throwIfError(code, 'making a still')

const frameOf = (width: number, height: number, format: AVPixelFormat): Frame => {
  const frame = new Frame()
  frame.alloc()
  frame.width = width
  frame.height = height
  frame.format = format
  check(frame.getBuffer())
  return frame
}

export interface MadeStill {
  width: number
  height: number
  draw: Draw
  encoder: FFEncoderCodec
  format: AVPixelFormat
}

/** A still by one of FFmpeg's encoders: what the canvas does not write. */
export const makeStill = async (path: string, { width, height, draw, encoder, format }: MadeStill): Promise<void> => {
  const codec = Codec.findEncoderByName(encoder)
  if (!codec) throw new Error('no such encoder')
  const context = createCanvas(width, height).getContext('2d')
  draw(context, width, height, 0, 1)
  using drawn = frameOf(width, height, AV_PIX_FMT_RGBA)
  const { data } = context.getImageData(0, 0, width, height)
  const [plane, stride] = [drawn.data?.[0], drawn.linesize[0] ?? 0]
  for (let y = 0; y < height; y += 1) plane?.set(data.subarray(4 * y * width, 4 * (y + 1) * width), y * stride)
  using frame = frameOf(width, height, format)
  const scaler = new SoftwareScaleContext()
  scaler.getContext(width, height, AV_PIX_FMT_RGBA, width, height, format, SWS_BICUBIC)
  await scaler.scaleFrame(frame, drawn)
  scaler.freeContext()
  const coder = new CodecContext()
  coder.allocContext3(codec)
  Object.assign(coder, { width, height, pixelFormat: format, timeBase: new Rational(1, 1) })
  check(await coder.open2())
  using packet = new Packet()
  packet.alloc()
  frame.pts = 0n
  check(await coder.sendFrame(frame))
  check(await coder.sendFrame(null))
  check(await coder.receivePacket(packet))
  await writeFile(path, packet.data ?? '')
  coder.freeContext()
}

const segment = (marker: number, data: number[]): number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data]
/** Codes of the table for the first value of a block, by the count of its bits (ITU-T T.81, table K.3). */
const dcCodes = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110', '1111110', '11111110', '111111110']

/** A JPEG of 16 by 16 pixels of one colour in CMYK, as printers' programs write them: Adobe's mark, and all values the other way round. */
export const makeCmykJpeg = async (path: string, cmyk: [number, number, number, number]): Promise<void> => {
  const value = (diff: number): string => {
    const bits = diff === 0 ? 0 : Math.floor(Math.log2(Math.abs(diff))) + 1
    const digits = bits === 0 ? '' : (diff > 0 ? diff : diff + 2 ** bits - 1).toString(2).padStart(bits, '0')
    return `${dcCodes[bits]}${digits}`
  }
  // Of each block its mean, and then that there is no more; the three blocks behind the first are no different from it.
  const means = cmyk.map((ink) => (255 - Math.round(ink * 255) - 128) * 8)
  const bits = [0, 1, 2, 3].map((block) => means.map((mean) => `${value(block === 0 ? mean : 0)}0`).join('')).join('')
  const coded = (bits.padEnd(Math.ceil(bits.length / 8) * 8, '1').match(/.{8}/g) ?? []).flatMap((byte) => {
    const number = Number.parseInt(byte, 2)
    return number === 0xff ? [0xff, 0] : [number]
  })
  const components = [1, 2, 3, 4]
  const bytes = [
    ...[0xff, 0xd8],
    ...segment(0xee, [...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, 0]),
    ...segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    ...segment(0xc0, [8, 0, 16, 0, 16, 4, ...components.flatMap((id) => [id, 0x11, 0])]),
    ...segment(0xc4, [0, 0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, ...Array.from({ length: 12 }, (_, at) => at)]),
    ...segment(0xc4, [0x10, 1, ...Array.from({ length: 15 }, () => 0), 0]),
    ...segment(0xda, [4, ...components.flatMap((id) => [id, 0]), 0, 63, 0]),
    ...coded,
    ...[0xff, 0xd9],
  ]
  await writeFile(path, Buffer.from(bytes))
}
