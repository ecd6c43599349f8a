import { readFile, writeFile } from 'node:fs/promises'

/** What happens to files on their way, done to a whole one. Each of them leaves a file that begins as it should. */
export const damages = {
  'its first half alone': (bytes) => bytes.subarray(0, bytes.length / 2),
  'its beginning is missing': (bytes) => bytes.subarray(bytes.length / 3),
  'no index': (bytes) => renamed(bytes, 'moov', 'free'),
  'data of zeros': (bytes) => {
    const [start, end] = dataOf(bytes)
    return bytes.fill(0, start, end)
  },
  'lengths of units that lie': (bytes) => {
    const [start, end] = dataOf(bytes)
    for (let at = start; at + 4 < end; at += 97) bytes.writeUInt32BE(0x7fffffff, at)
    return bytes
  },
  'another codec’s name': (bytes) => renamed(bytes, 'avc1', 'hvc1'),
  'sizes of samples that lie': (bytes) => {
    const at = bytes.indexOf('stsz') + 16
    for (let entry = 0; entry < 6; entry += 1) bytes.writeUInt32BE(bytes.readUInt32BE(at + entry * 4) + 37, at + entry * 4)
    return bytes
  },
  'flipped bytes': (bytes) => {
    const [start, end] = dataOf(bytes)
    for (let at = start + 40; at < end; at += 61) bytes.writeUInt8(bytes.readUInt8(at) ^ 0xff, at)
    return bytes
  },
  'one bad packet': (bytes) => {
    const [start, end] = dataOf(bytes)
    const at = start + Math.floor((end - start) * 0.5)
    return bytes.fill(0xff, at, at + 200)
  },
} satisfies Record<string, (bytes: Buffer) => Buffer>

export type Damage = keyof typeof damages

const dataOf = (bytes: Buffer): [start: number, end: number] => {
  const at = bytes.indexOf('mdat') - 4
  return [at + 8, at + bytes.readUInt32BE(at)]
}

const renamed = (bytes: Buffer, from: string, to: string): Buffer => {
  // In front of the data `ftyp` names codecs too.
  bytes.write(to, bytes.lastIndexOf(from), 'latin1')
  return bytes
}

export const damageFile = async (path: string, damage: Damage): Promise<void> => writeFile(path, damages[damage](await readFile(path)))
