/** TIFF bytes as EXIF holds them, big-endian: an orientation, and a GPS position when asked (Seoul City Hall). */
export const exifBytes = (orientation: number, gps: boolean): Buffer => {
  const entry = (tag: number, type: number, count: number, value: Buffer) => {
    const bytes = Buffer.alloc(12)
    bytes.writeUInt16BE(tag, 0)
    bytes.writeUInt16BE(type, 2)
    bytes.writeUInt32BE(count, 4)
    value.copy(bytes, 8)
    return bytes
  }
  const directory = (entries: Buffer[]) => {
    const count = Buffer.alloc(2)
    count.writeUInt16BE(entries.length)
    return Buffer.concat([count, ...entries, Buffer.alloc(4)])
  }
  const short = (value: number) => Buffer.from([value >> 8, value & 255, 0, 0])
  const long = (value: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUInt32BE(value)
    return bytes
  }
  const degrees = (...parts: number[]) => Buffer.concat(parts.flatMap((part) => [long(part), long(1)]))
  const header = Buffer.from('MM\0*\0\0\0\x08', 'latin1')
  if (!gps) return Buffer.concat([header, directory([entry(0x0112, 3, 1, short(orientation))])])
  const gpsAt = 8 + 2 + 2 * 12 + 4
  const positionsAt = gpsAt + 2 + 4 * 12 + 4
  return Buffer.concat([
    header,
    directory([entry(0x0112, 3, 1, short(orientation)), entry(0x8825, 4, 1, long(gpsAt))]),
    directory([
      entry(1, 2, 2, Buffer.from('N\0')),
      entry(2, 5, 3, long(positionsAt)),
      entry(3, 2, 2, Buffer.from('E\0')),
      entry(4, 5, 3, long(positionsAt + 24)),
    ]),
    degrees(37, 33, 59),
    degrees(126, 58, 41),
  ])
}
