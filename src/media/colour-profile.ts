import { crc32, deflateSync } from 'node:zlib'
import { type Image, type ImageData, loadImage } from '@napi-rs/canvas'

const chunk = (name: string, data: Uint8Array): Buffer => {
  const bytes = Buffer.alloc(12 + data.length)
  bytes.writeUInt32BE(data.length, 0)
  bytes.write(name, 4, 'latin1')
  bytes.set(data, 8)
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + data.length)), 8 + data.length)
  return bytes
}

/**
 * Brings a picture whose colours an ICC profile explains to sRGB. The canvas does so with profiles, but only while it reads a file: so the
 * pixels are shown to it as a PNG, which is not packed.
 */
export const withProfile = async ({ width, height, data }: ImageData, profile: Buffer): Promise<Image> => {
  const rows = Buffer.alloc(height * (1 + 4 * width))
  for (let y = 0; y < height; y += 1) rows.set(data.subarray(4 * y * width, 4 * (y + 1) * width), y * (1 + 4 * width) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const named = Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(profile)])
  const parts = [
    chunk('IHDR', header),
    chunk('iCCP', named),
    chunk('IDAT', deflateSync(rows, { level: 0 })),
    chunk('IEND', Buffer.alloc(0)),
  ]
  return await loadImage(Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...parts]))
}
