import { readFile, writeFile } from 'node:fs/promises'

/** An entry of an edit list, in seconds; `from` null shows nothing. */
export interface MadeEdit {
  seconds: number
  from: number | null
  rate?: number
}

const box = (name: string, ...parts: Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length, 0)
  head.write(name, 4, 'latin1')
  return Buffer.concat([head, body])
}

interface Part {
  name: string
  bytes: Buffer
  body: Buffer
}

const partsOf = (bytes: Buffer): Part[] => {
  const parts: Part[] = []
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = bytes.readUInt32BE(at)
    const whole = bytes.subarray(at, at + size)
    parts.push({ name: bytes.toString('latin1', at + 4, at + 8), bytes: whole, body: whole.subarray(8) })
    at += size
  }
  return parts
}

const find = (parts: Part[], name: string): Buffer => parts.find((part) => part.name === name)?.body ?? Buffer.alloc(0)

const edts = (edits: readonly MadeEdit[], filmTimescale: number, timescale: number): Buffer => {
  const entries = edits.map(({ seconds, from, rate = 1 }) => {
    const entry = Buffer.alloc(12)
    entry.writeUInt32BE(Math.round(seconds * filmTimescale), 0)
    entry.writeInt32BE(from === null ? -1 : Math.round(from * timescale), 4)
    entry.writeInt32BE(Math.round(rate * 65_536), 8)
    return entry
  })
  const head = Buffer.alloc(8)
  head.writeUInt32BE(entries.length, 4)
  return box('edts', box('elst', head, ...entries))
}

/** Moves the places of the data by as much as the index in front of it grew. */
const moveChunks = (moov: Buffer, by: number): void => {
  for (let at = moov.indexOf('stco'); at !== -1; at = moov.indexOf('stco', at + 4)) {
    const count = moov.readUInt32BE(at + 8)
    for (let entry = at + 12; entry < at + 12 + count * 4; entry += 4) moov.writeUInt32BE(moov.readUInt32BE(entry) + by, entry)
  }
}

/** Gives each track of an MP4 or MOV an edit list of its own; null leaves one without. */
export const setEdits = async (path: string, tracks: readonly (readonly MadeEdit[] | null)[]): Promise<void> => {
  const parts = partsOf(await readFile(path))
  let index = 0
  const written = parts.map(({ name, bytes, body }) => {
    if (name !== 'moov') return bytes
    const inside = partsOf(body)
    const filmTimescale = find(inside, 'mvhd').readUInt32BE(12)
    return box(
      'moov',
      ...inside.map((part) => {
        if (part.name !== 'trak') return part.bytes
        const trak = partsOf(part.body)
        const timescale = find(partsOf(find(trak, 'mdia')), 'mdhd').readUInt32BE(12)
        const edits = tracks[index++]
        const others = trak.filter(({ name: own }) => own !== 'edts').map((own) => own.bytes)
        return box('trak', ...others.slice(0, 1), ...(edits ? [edts(edits, filmTimescale, timescale)] : []), ...others.slice(1))
      }),
    )
  })
  const place = parts.findIndex(({ name }) => name === 'moov')
  const [before, after] = [parts[place], written[place]]
  if (before && after && place < parts.findIndex(({ name }) => name === 'mdat')) moveChunks(after, after.length - before.bytes.length)
  await writeFile(path, Buffer.concat(written))
}
