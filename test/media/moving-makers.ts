import { writeFile } from 'node:fs/promises'
import { type Canvas, createCanvas } from '@napi-rs/canvas'
import { text, u16, u32 } from '../hostile/boxes.ts'
import { riff } from '../hostile/picture-makers.ts'
import { pngChunk } from './fixtures.ts'

const [side, seconds] = [32, 0.2]

/** A frame of one colour, whose right half shows through. */
const half = (colour: string): Canvas => {
  const canvas = createCanvas(side, side)
  const context = canvas.getContext('2d')
  context.fillStyle = colour
  context.fillRect(0, 0, side / 2, side)
  return canvas
}

const u24 = (...values: number[]): Buffer =>
  Buffer.concat(values.map((value) => Buffer.from([value & 255, (value >> 8) & 255, value >> 16])))

const chunk = (name: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32LE(data.length)
  return Buffer.concat([text(name), length, data, Buffer.alloc(data.length & 1)])
}

/** An animated WebP of 32 by 32 pixels, each frame a fifth of a second. */
export const makeMovingWebp = async (path: string, colours: string[]): Promise<void> => {
  const frames = colours.map((colour) => {
    const still = half(colour).encodeSync('webp', 100)
    // Behind the header of the file come the chunks of the frame, of which that for the whole file is left out.
    const at = still.toString('latin1', 12, 16) === 'VP8X' ? 12 + 8 + 10 : 12
    return chunk('ANMF', Buffer.concat([u24(0, 0, side - 1, side - 1, 1000 * seconds), Buffer.from([0b10]), still.subarray(at)]))
  })
  const head = chunk('VP8X', Buffer.concat([Buffer.from([0x12, 0, 0, 0]), u24(side - 1, side - 1)]))
  await writeFile(path, riff('WEBP', head, chunk('ANIM', Buffer.alloc(6)), ...frames))
}

/** An animated PNG of the same. */
export const makeMovingPng = async (path: string, colours: string[]): Promise<void> => {
  let sequence = 0
  const frames = colours.map((colour, index) => {
    const still = half(colour).encodeSync('png')
    const data: Buffer[] = []
    for (let at = 8; at < still.length; at += 12 + still.readUInt32BE(at)) {
      if (still.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(still.subarray(at + 8, at + 8 + still.readUInt32BE(at)))
    }
    const control = pngChunk('fcTL', Buffer.concat([u32(sequence++, side, side, 0, 0), u16(1000 * seconds, 1000), Buffer.from([0, 0])]))
    const picture = data.map((bytes) => (index === 0 ? pngChunk('IDAT', bytes) : pngChunk('fdAT', Buffer.concat([u32(sequence++), bytes]))))
    return Buffer.concat([control, ...picture])
  })
  const still = half('red').encodeSync('png')
  const count = pngChunk('acTL', u32(colours.length, 0))
  await writeFile(path, Buffer.concat([still.subarray(0, 33), count, ...frames, pngChunk('IEND', Buffer.alloc(0))]))
}

/** A GIF of the same: what is transparent has the number 3. */
export const makeMovingGif = async (path: string, colours: [number, number, number][]): Promise<void> => {
  const table = Buffer.from([...colours, ...Array.from({ length: 4 }, () => [0, 0, 0])].slice(0, 4).flat())
  const frames = colours.map((_, index) => {
    const control = Buffer.from([0x21, 0xf9, 4, 0b0000_1001, 100 * seconds, 0, 3, 0])
    // One code a pixel: a clear code before each keeps them three bits long.
    const bits: number[] = []
    const put = (code: number) => bits.push(code & 1, (code >> 1) & 1, code >> 2)
    for (let at = 0; at < side * side; at += 1) {
      if (at % 2 === 0) put(4)
      put(at % side < side / 2 ? index : 3)
    }
    put(5)
    const bytes = Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
      bits.slice(8 * at, 8 * at + 8).reduce((sum, bit, place) => sum + bit * 2 ** place, 0),
    )
    const blocks: Buffer[] = []
    for (let at = 0; at < bytes.length; at += 255)
      blocks.push(Buffer.from([Math.min(255, bytes.length - at), ...bytes.slice(at, at + 255)]))
    const place = Buffer.from([0x2c, 0, 0, 0, 0, side, 0, side, 0, 0, 2])
    return Buffer.concat([control, place, ...blocks, Buffer.from([0])])
  })
  const screen = Buffer.concat([Buffer.from('GIF89a'), Buffer.from([side, 0, side, 0, 0x81, 3, 0]), table])
  await writeFile(path, Buffer.concat([screen, ...frames, Buffer.from(';')]))
}
