/** Red, green and blue of a colour space as its profile names them: X, Y and Z, adapted to D50. */
const colorants = {
  /** Display P3, what phones take pictures in. */
  p3: [0.51512, 0.2412, -0.00105, 0.29198, 0.69225, 0.04189, 0.1571, 0.06657, 0.78407],
  /** Adobe RGB (1998). */
  adobe: [0.60974, 0.31111, 0.01947, 0.20528, 0.62567, 0.06087, 0.14919, 0.06322, 0.74457],
} as const

const fixed = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [at, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65_536), 4 * at)
  return bytes
}

/** An ICC profile (version 4, a matrix and one curve) of a colour space: P3 has the curve of sRGB, Adobe RGB a power of 2.2. */
export const iccProfile = (space: keyof typeof colorants): Buffer => {
  const xyz = (x: number, y: number, z: number) => Buffer.concat([Buffer.from('XYZ \0\0\0\0'), fixed(x, y, z)])
  const [rx, ry, rz, gx, gy, gz, bx, by, bz] = colorants[space]
  const curve =
    space === 'p3'
      ? Buffer.concat([Buffer.from('para\0\0\0\0\0\x03\0\0', 'latin1'), fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)])
      : Buffer.concat([Buffer.from('para\0\0\0\0\0\0\0\0', 'latin1'), fixed(563 / 256)])
  const text = (words: string) => {
    const utf16 = Buffer.from(words, 'utf16le').swap16()
    const head = Buffer.from('mluc\0\0\0\0\0\0\0\x01\0\0\0\x0cenUS\0\0\0\0\0\0\0\x1c', 'latin1')
    head.writeUInt32BE(utf16.length, 20)
    return Buffer.concat([head, utf16])
  }
  const tags: [name: string, data: Buffer][] = [
    ['desc', text(space)],
    ['cprt', text('CC0')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(rx, ry, rz)],
    ['gXYZ', xyz(gx, gy, gz)],
    ['bXYZ', xyz(bx, by, bz)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  const table = Buffer.alloc(4 + 12 * tags.length)
  table.writeUInt32BE(tags.length, 0)
  const bodies: Buffer[] = []
  let at = 128 + table.length
  for (const [index, [name, data]] of tags.entries()) {
    const padded = Buffer.concat([data, Buffer.alloc(-data.length & 3)])
    table.write(name, 4 + 12 * index, 'latin1')
    table.writeUInt32BE(at, 8 + 12 * index)
    table.writeUInt32BE(data.length, 12 + 12 * index)
    bodies.push(padded)
    at += padded.length
  }
  const head = Buffer.alloc(128)
  head.writeUInt32BE(at, 0)
  head.writeUInt32BE(0x04000000, 8)
  head.write('mntrRGB XYZ ', 12, 'latin1')
  head.write('acsp', 36, 'latin1')
  fixed(0.9642, 1, 0.8249).copy(head, 68)
  return Buffer.concat([head, table, ...bodies])
}
