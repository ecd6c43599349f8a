import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import type { MediaInfo, MediaWork } from '../../core/media.ts'
import { modeFacts } from '../../core/mode-facts.ts'
import type { ProviderInput } from '../../core/provider.ts'
import type { InputRole, ResolvedRequest } from '../../core/request.ts'

const chunk = (type: string, data: Uint8Array): Buffer => {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.byteLength)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** A PNG in grey: black, with a white rectangle in the middle, which is what a mask changes. */
const maskPng = (width: number, height: number): Uint8Array => {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = Math.floor(height / 3); y < (2 * height) / 3; y += 1) {
    const start = y * (width + 1) + 1
    rows.fill(255, start + Math.floor(width / 3), start + Math.floor((2 * width) / 3))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits of grey.
  header[8] = 8
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const inputOf = (role: InputRole, info: MediaInfo, bytes: Uint8Array): ProviderInput => ({
  ...info,
  role,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  read: async () => bytes,
})

/** The files of a trial: nothing for words alone, else a film of ours or its first frame. `draw` gives the film. */
export const trialInputs = async (
  { mode, mask }: Pick<ResolvedRequest, 'mode' | 'mask'>,
  { draw, media, folder }: { draw(): Promise<Uint8Array>; media: Pick<MediaWork, 'inspect' | 'frame'>; folder: string },
): Promise<ProviderInput[]> => {
  const { source } = modeFacts[mode]
  if (source === undefined) return []
  const [film, still, part] = [join(folder, 'trial.mp4'), join(folder, 'trial.jpg'), join(folder, 'trial.png')]
  await writeFile(film, await draw())
  if (source === 'video') return [inputOf(source, await media.inspect(film), await readFile(film))]
  const frame = await media.frame(film, still, { at: 'first' })
  const inputs = [inputOf(source, frame, await readFile(still))]
  if (mask === undefined) return inputs
  await writeFile(part, maskPng(frame.width, frame.height))
  return [...inputs, inputOf('mask', await media.inspect(part), await readFile(part))]
}
